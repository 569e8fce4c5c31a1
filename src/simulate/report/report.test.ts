import { describe, expect, test } from "vitest";
import { meanOf, shareOf } from "../statistics.ts";
import { compared, type Report } from "./figures.ts";
import { renderHtml } from "./html.ts";

const published = { published: [0.5], rounding: 0.005 };

describe("comparison", () => {
  test("default: the same value within rounding does not differ", () => {
    expect(compared("P", shareOf(504, 1000), published)).toMatchObject({ distance: 0, differs: false });
  });

  test("behavior: a difference counts in standard errors of both", () => {
    const error = shareOf(600, 1000).standardError;
    const figure = compared("P", shareOf(600, 1000), published);
    expect(figure.distance).toBeCloseTo(0.095 / (Math.SQRT2 * error), 6);
    expect(figure.differs).toBe(true);
    expect(compared("P", shareOf(54, 100), published).differs).toBe(false);
  });

  test("behavior: of two studies the nearer counts", () => {
    expect(compared("P", shareOf(600, 1000), { published: [0.5, 0.6], rounding: 0 }).distance).toBe(0);
  });

  test("behavior: four equal values are no certainty", () => {
    expect(compared("share", meanOf([1, 1, 1, 1]), { published: [0.998], rounding: 0.0005 }).differs).toBe(false);
  });
});

describe("report", () => {
  const report: Report = {
    title: "<b>title</b>",
    command: "af simulate --seed '1 & 2'",
    seed: "1",
    seconds: 1,
    tables: [
      {
        title: "table & co",
        note: "note",
        rows: [
          { label: "one", figures: [compared("P", shareOf(600, 1000), published)] },
          { label: "two", figures: [{ name: "P", ours: shareOf(1, 2) }] },
        ],
        drawn: ["P"],
      },
    ],
  };

  test("default: a page with tables and plots that loads nothing", () => {
    const html = renderHtml(report);
    expect(html).toContain("<svg");
    expect(html).toContain('class="published"');
    expect(html.match(/<circle/g)).toHaveLength(2);
    expect(html).toContain('<circle class="differs"');
    expect(html).not.toMatch(/(src|href)=|url\(|@import|<script|https?:/);
  });

  test("behavior: mechanisms stand side by side, one series each, and are not drawn twice", () => {
    const [table] = report.tables;
    const both = { ...report, tables: [table!, { ...table!, name: "other" }], sideBySide: ["P"] };
    const html = renderHtml(both);
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(html.match(/<circle class="(ours|differs)[^"]*" cx="[^"]*" cy="(?!10")/g)).toHaveLength(4);
    expect(html).toContain(">other</text>");
  });

  test("behavior: an axis reaches beyond every value", () => {
    const rounds = { name: "rounds", ours: meanOf([1000, 1140]) };
    const rows = [{ label: "one", figures: [rounds] }];
    const html = renderHtml({ ...report, tables: [{ title: "", note: "", rows, drawn: ["rounds"] }] });
    expect(html).toContain(">2000</text>");
  });

  test("behavior: texts are escaped", () => {
    const html = renderHtml(report);
    expect(html).not.toContain("<b>title");
    expect(html).toContain("table &#38; co");
  });
});
