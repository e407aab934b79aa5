// Opens the page of the contracts in Chromium, uses it as a person would, and prints as JSON what there was to see.
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [file, pictures] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const seen = { console: [], requests: [], widths: [], backgrounds: {} };

const open = async (options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== url) seen.requests.push(request.url());
  });
  await page.goto(url);
  return page;
};
const articles = (page) => page.locator("article:visible").evaluateAll((all) => all.map((article) => article.id));
const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

const look = async (width, height, colorScheme) => {
  const page = await open({ viewport: { width, height }, colorScheme });
  const name = `${width}-${colorScheme}`;
  await picture(page, `page-${name}`);
  const article = page.locator("#product-created");
  for (const details of [".fields > li > details", "details.part"]) {
    await article.locator(details).evaluateAll((all) => all.forEach((one) => (one.open = true)));
  }
  await article.evaluate((one) => one.scrollIntoView());
  await picture(page, `event-${name}`);
  await article.locator("pre").evaluate((one) => one.scrollIntoView({ block: "center" }));
  await picture(page, `example-${name}`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  seen.widths.push(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]));
  seen.backgrounds[colorScheme] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.close();
};

const use = async () => {
  const page = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  seen.all = await articles(page);
  await page.keyboard.press("/");
  await page.keyboard.type("revokedby INPUT_port_requests.revoked_by_id");
  seen.found = await articles(page);
  seen.listed = await page.locator("nav li:visible").allTextContents();
  seen.status = await page.locator("#found").textContent();
  seen.hits = await page.locator(".hit:visible .name b").allTextContents();
  seen.besides = await page.locator("#access-revoked .fields > li:visible > .row .name b, #access-revoked .fields > li:visible > details > summary .name b").allTextContents();
  await picture(page, "search-1280-light");
  await page.keyboard.press("Enter");
  seen.focused = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("/");
  await page.keyboard.type("xyzzy");
  seen.foundNone = await articles(page);
  seen.none = await page.locator("#none").isVisible();
  await page.keyboard.press("Escape");
  seen.afterEscape = await articles(page);
  const download = page.waitForEvent("download");
  await page.locator("#product-created a[download]").click();
  seen.download = (await download).suggestedFilename();
  await page.close();
};

const withoutScript = async () => {
  const page = await open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  seen.plain = { articles: await articles(page), search: await page.locator("#search").isVisible() };
  await page.locator("#product-created .fields summary").first().click();
  seen.plain.field = await page.locator("#product-created .fields .fields .row").first().innerText();
  await page.close();
};

try {
  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) await look(width, width === 390 ? 844 : 900, scheme);
  }
  await use();
  await withoutScript();
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
