"""The engine: worlds in blocks of tiles, run here or wherever an executor runs them."""
