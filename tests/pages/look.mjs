// Opens pages in an installed Chromium, as a phone, a laptop and a printer see them, light and dark.
// Usage: node look.mjs MODULES CHROMIUM OUT PAGE…   (MODULES: where npm has put its packages)
// Writes pictures and A4 PDFs into OUT; prints what is wrong, a line each; ends with 1 if anything is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, out, ...pages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(modules, "package.json")));
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");

const SIZES = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };
const wrong = [];

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    "long-title": "off", // a title is the scenario's own
    "no-trailing-whitespace": "off",
    "require-sri": "off",
    "prefer-native-element": "off", // a region that scrolls is no section of the text
  },
});
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });
for (const path of pages) {
  const name = basename(dirname(path));
  const report = await validator.validateString(readFileSync(path, "utf8"));
  for (const result of report.results)
    for (const m of result.messages) wrong.push(`${name}: HTML line ${m.line}: ${m.ruleId}: ${m.message}`);
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ["light", "dark"]) await look(path, name, { size, viewport, colorScheme });
  await print(path, name);
}
await browser.close();
for (const line of wrong) console.log(line);
console.log(`${pages.length} pages looked at; ${wrong.length} things wrong`);
process.exit(wrong.length ? 1 : 0);

async function look(path, name, { size, viewport, colorScheme }) {
  const page = await browser.newPage({ viewport, colorScheme });
  const at = `${name}, ${size}, ${colorScheme}`;
  page.on("console", (said) => wrong.push(`${at}: console: ${said.text()}`));
  page.on("request", (asked) => {
    if (!/^(file|data):/.test(asked.url())) wrong.push(`${at}: asks for ${asked.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) wrong.push(`${at}: ${wide} pixels too wide`);
  if (size === "phone" && colorScheme === "light") return page.close(); // axe is slow, and twice is enough
  if (size === "laptop" && colorScheme === "dark") return page.close();
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  for (const v of found.violations)
    wrong.push(`${at}: axe: ${v.id}: ${v.help}: ${v.nodes.length} times, such as ${v.nodes[0].html.slice(0, 160)}`);
  await page.close();
}

async function print(path, name) {
  const page = await browser.newPage({ colorScheme: "dark" });
  await page.goto(pathToFileURL(path).href);
  await page.pdf({ path: join(out, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
  await page.close();
}
