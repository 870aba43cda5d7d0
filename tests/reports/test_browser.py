"""What a browser makes of the pages: nothing runs, nothing is asked for, all can be read."""

import pytest

from grader.reports import write_class, write_submission
from tests.reports import records

pytestmark = pytest.mark.browser

FACTS = {"seed": 7, "sandbox": {"files": "bubblewrap"}, "seconds": 2.5, "slots": 2}
# Relative luminance and contrast as WCAG 2.2 defines them, for all text that is shown.
CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v =>
    v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  ).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const bad = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || e.closest('.hide, .skip') || !e.checkVisibility()) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e), [a, b] = [lum(parse(style.color)), lum(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) bad.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...bad];
}"""
BASICS = """() => {
  const bad = [], all = s => [...document.querySelectorAll(s)];
  const levels = all('h1,h2,h3,h4').map(h => Number(h.tagName[1]));
  if (levels.filter(n => n === 1).length !== 1 || levels[0] !== 1) bad.push('h1');
  levels.forEach((n, i) => { if (i && n > levels[i - 1] + 1) bad.push(`h${n} after h${levels[i-1]}`); });
  for (const s of ['main', 'footer']) if (all(s).length !== 1) bad.push(s);
  for (const e of all('img')) if (!e.alt) bad.push('img without alt');
  for (const e of all('svg'))
    if (e.getAttribute('aria-hidden') !== 'true' && !e.getAttribute('aria-label')) bad.push('svg');
  for (const e of all('a, summary'))
    if (!(e.textContent.trim() || e.getAttribute('aria-label'))) bad.push('link without a name');
  for (const e of all('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) bad.push('labelledby');
  for (const e of all('th')) if (!e.scope) bad.push('th without scope');
  if (!document.documentElement.lang || !document.title) bad.push('lang or title');
  return bad;
}"""  # noqa: E501


@pytest.fixture(scope="module")
def pages(course, tensors, tmp_path_factory):
    """Every kind of page, hostile ones among them."""
    out = tmp_path_factory.mktemp("pages")
    made = [
        records.mixed(tensors, "Núñez, Ana", 11),
        records.notebook(tensors, "Bo"),
        records.ours(tensors, "Carla"),
        records.lost(tensors, "Dani"),
        records.unreadable(tensors, "Eva"),
        records.hostile(tensors),
    ]
    paths = [path for r in made for path in write_submission(r, tensors, out, "es")]
    index = write_class(made, course, out, "es", {**FACTS, "left_out": ("x.zip: no",)})
    return [*paths, index, *sorted((out / "class").glob("*.html"))]


def test_nothing_runs_and_nothing_is_asked_for(tab, pages):
    """No script, request, dialog, console message or breach of the policy on any page."""
    for page in pages:
        tab.page.goto(page.as_uri())
    outside = [said for said in tab.heard if not said.startswith("data:")]
    assert outside == [page.as_uri() for page in pages]


def test_the_policy_lets_our_own_style_through(tab, pages):
    """The style sheet's hash is right: were it not, pages would be bare."""
    tab.page.goto(pages[0].as_uri())
    family = tab.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Segoe UI" in family


def test_no_page_scrolls_sideways_on_a_phone(tab, pages):
    """At 360 px long lines and wide tables scroll inside their boxes, opened ones too."""
    wide = {}
    for page in pages:
        tab.page.goto(page.as_uri())
        tab.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        wide[page.name] = tab.page.evaluate("document.documentElement.scrollWidth")
    assert max(wide.values()) <= 360, wide


def test_the_grades_of_the_whole_course_fit_beside_each_other(tab, course, tmp_path):
    """At 1280 px no assignment's column, nor the total's, is out of sight."""
    made = [records.submission(assignment) for assignment in course]
    index = write_class(made, course, tmp_path, "es", FACTS)
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    tab.page.goto(index.as_uri())
    grid = tab.page.locator(".scroll:has(table.grid)")
    assert grid.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_pages_have_their_landmarks_and_names(tab, pages):
    """Headings in order, one h1, alternatives for images, names for links, scopes for headers."""
    bad = {}
    for page in pages:
        tab.page.goto(page.as_uri())
        bad[str(page)] = tab.page.evaluate(BASICS)
    assert {page: found for page, found in bad.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read(tab, pages, scheme):
    """Contrast of at least 4.5 (3 for large text), by day and by night."""
    tab.page.emulate_media(color_scheme=scheme)
    bad = set()
    for page in pages:
        tab.page.goto(page.as_uri())
        bad |= set(tab.page.evaluate(CONTRAST))
    assert bad == set()


def test_a_failing_check_leads_to_its_line(tab, pages):
    """The link beside a failed check arrives at the marked line of the student's own source."""
    tab.page.goto(pages[0].as_uri())
    tab.page.locator(".checks a[href^='#L']").first.click()
    assert tab.page.evaluate("document.querySelector(':target').className").startswith("ln m-")
