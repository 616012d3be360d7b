"""What a run leaves behind: tables by world, by week and by deal, and the folder they live in."""
