import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
const all = ["README.md", "CONTRIBUTING.md", ...pages.map((name) => `docs/${name}`)];

function linksOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target.replace(/#.*$/, ""));
  return links.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}

describe("pages", () => {
  test.each(all)("default: links of %s lead somewhere", (page) => {
    expect(linksOf(page).filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });

  test("default: the README names every page, and its import rule's page exists", () => {
    expect(pages.filter((name) => !linksOf("README.md").includes(`docs/${name}`))).toEqual([]);
    const rule = readFileSync(join(ROOT, ".dependency-cruiser.cjs"), "utf8");
    const [, named = ""] = /from (docs\/[\w-]+\.md)/.exec(rule) ?? [];
    expect(existsSync(join(ROOT, named))).toBe(true);
  });

  test("default: the page of rooms has each of them", () => {
    const rooms = readdirSync(join(ROOT, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const page = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
    expect(rooms.filter(({ name }) => !page.includes(`| \`${name}\``)).map(({ name }) => name)).toEqual([]);
  });
});
