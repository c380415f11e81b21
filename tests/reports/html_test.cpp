#include "reports/html.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/markup_check.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::string page(const sb::Run& run) {
  std::ostringstream out;
  write_html(run, out);
  return out.str();
}

// What is wrong with the page as HTML; "" for nothing.
std::string fault(const std::string& html) { return sb::MarkupCheck(html).fault; }

std::string section(const std::string& html, const std::string& id) {
  const std::size_t start = html.find("<section id=" + id);
  return start == std::string::npos ? "" : html.substr(start, html.find("</section>", start) - start);
}

// Walks the curve of the first panel: the smallest y it reaches.
int highest_place(const std::string& html) {
  const std::size_t start = html.find("</use><path d=\"", html.find("<div class=panels>")) + 15;
  std::istringstream path(html.substr(start, html.find('"', start) - start));
  int y = 0;
  int best = 1 << 20;
  for (char command = 0; path >> command;) {
    int a = 0;
    if (command == 'M') path >> a >> y;
    if (command == 'V') path >> y;
    if (command == 'v') path >> a, y += a;
    if (command == 'h') path >> a;
    best = std::min(best, y);
  }
  return best;
}

sb::Run run_with_envelope(const std::vector<sb::EnvelopeBin>& bins, double max_ulp) {
  sb::Run run = sb::sample::small_run();
  run.records = {sb::sample::accuracy_row("symmetric", "binary32", max_ulp)};
  run.records[0].envelope = bins;
  return run;
}

}  // namespace

TEST_CASE("the page says on top which rounding mode was measured where it is not nearest") {
  sb::Run run = sb::sample::small_run();
  CHECK(page(run).find("Measured rounding") == std::string::npos);
  for (auto& r : run.records)
    if (r.kind == sb::RecordKind::accuracy) r["rounding"] = "upward";
  const std::string directed = page(run);
  CHECK_THAT(directed, Catch::Contains(" · rounding upward</small>"));
  CHECK_THAT(directed, Catch::Contains("<p>Measured rounding upward: "));
  CHECK(fault(directed).empty());
}

TEST_CASE("equal runs give equal pages") { CHECK(page(sb::sample::quick_run(50)) == page(sb::sample::quick_run(50))); }

TEST_CASE("a page of a quick run is at most 1.5 MB") { CHECK(page(sb::sample::quick_run(1000)).size() < 1500000); }

TEST_CASE("the sections stand in their order") {
  const std::string html = page(sb::sample::quick_run(50));
  std::size_t place = 0;
  for (const std::string id :
       {"verdict", "choose", "error-versus-x", "distribution", "regions", "speed", "claims", "tables", "method"}) {
    CAPTURE(id);
    const auto next = html.find("<section id=" + id);
    REQUIRE(next != std::string::npos);
    CHECK(next > place);
    place = next;
    CHECK(html.find("href=#" + id + ">") != std::string::npos);
  }
}

TEST_CASE("elements nest, whatever the run") {
  sb::Run unknown_format = sb::sample::small_run();
  unknown_format.records[0]["format"] = "binary128";
  sb::Run two_functions = sb::sample::quick_run(20);
  two_functions.records[0]["function"] = "sigmoid";
  two_functions.records.push_back(sb::sample::accuracy_row("a", "binary64", std::nan("")));
  two_functions.records.back()["function"] = "sigmoid";
  const auto run =
      GENERATE_COPY(sb::Run{}, sb::sample::small_run(), sb::sample::quick_run(50), unknown_format, two_functions);
  CHECK(fault(page(run)).empty());
}

TEST_CASE("a page needs no network") {
  const std::string html = sb::without_scripts(page(sb::sample::quick_run(50)));
  CHECK(html.find("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\"") != std::string::npos);
  for (const std::string forbidden : {"http://", "https://", "<script src", "<img", "<link", "@import", "url("}) {
    CAPTURE(forbidden);
    CHECK(html.find(forbidden) == std::string::npos);
  }
}

TEST_CASE("a condition with several values has a table along it, and one with a single value has none") {
  sb::Run run = sb::sample::small_run();
  CHECK(page(run).find("ns/element by") == std::string::npos);
  sb::Record memory = sb::sample::speed_row("symmetric", "binary32", 9.75);
  memory["footprint"] = "DRAM";
  sb::Record moved = sb::sample::speed_row("symmetric", "binary32", 2.75);
  moved["layout"] = "code+16";
  run.records.push_back(memory);
  run.records.push_back(moved);
  const std::string html = page(run);
  CHECK(fault(html).empty());
  const std::size_t sizes = html.find("ns/element by size of the arrays");
  REQUIRE(sizes != std::string::npos);
  CHECK(html.substr(sizes, html.find("</table>", sizes) - sizes).find("9.75 (88.6)") != std::string::npos);
  const std::size_t layouts = html.find("ns/element by layout");
  REQUIRE(layouts != std::string::npos);
  CHECK(html.substr(layouts, html.find("</table>", layouts) - layouts).find("2.75 (25.0)") != std::string::npos);
  CHECK(html.find("ns/element by input mix") == std::string::npos);
  CHECK(html.find("symmetric (code+16)<td") != std::string::npos);
  CHECK(html.find("25.0 [24.8, 25.2]") != std::string::npos);  // time over relu's, with its interval
}

TEST_CASE("the speed of devices is explained where there is any, beside tables of its own conditions") {
  sb::Run run = sb::sample::small_run();
  CHECK(page(run).find("Rows of devices") == std::string::npos);
  sb::Record device = sb::sample::speed_row("symmetric", "binary32", 0.125);
  device["target"] = std::string("opencl");
  device["footprint"] = std::string("device_full");
  device["tsc_cycles_per_element"] = sb::Value();
  sb::Record trip = device;
  trip["metric"] = std::string("round_trip");
  run.records.push_back(device);
  run.records.push_back(trip);
  const std::string html = page(run);
  CHECK(fault(html).empty());
  CHECK(html.find("Rows of devices") != std::string::npos);
  for (const std::string conditions : {"throughput, device_full, uniform_20", "round_trip, device_full, uniform_20"}) {
    const std::size_t table = html.find(conditions);
    REQUIRE(table != std::string::npos);
    CHECK(html.substr(table, html.find("</table>", table) - table).find("symmetric/opencl") != std::string::npos);
  }
  const std::size_t host = html.find("throughput, L1, uniform_20", html.find("<section id=speed"));
  REQUIRE(host != std::string::npos);
  CHECK(html.substr(host, html.find("</table>", host) - host).find("opencl") == std::string::npos);
}

TEST_CASE("a page that is no HTML is noticed") {
  CHECK(fault("<ul><li>a<li>b</ul><table><caption>c</caption><thead><tr><th>a<th>b<tbody><tr><td>1<td>2</table>")
            .empty());
  CHECK(fault("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><use href=#a></use><g id=a></g></svg>").empty());
  for (const std::string wrong :
       {"<ul><li>a</div></ul>", "<ul><p>a</p></ul>", "<table><tr><td>1</table>", "<table><tbody><td>1</table>", "<p>a",
        "<b><p>a</p></b>", "<div id=a></div><div id=a></div>", "<a href=#b>x</a>", "<td>1", "<p class=a=b>x</p>",
        "<svg><path d=M0/></svg>", "<p class=\"a\"id=b>x</p>", "<p class=a class=b>x</p>", "<p title=\"<\">x</p>",
        "<div/>", "a < b", "<p>a</p></p>", "<table><tbody><tr><td>1<p>a</table>"}) {
    CAPTURE(wrong);
    CHECK_FALSE(fault(wrong).empty());
  }
}

TEST_CASE("what accuracy costs stands in tiles of their own ids") {
  sb::Run run = sb::sample::small_run();
  run.records.push_back(sb::sample::speed_row("naive", "binary32", 1.25));
  const std::string html = page(run);
  const auto tile = [&](const std::string& bound) {
    const std::size_t start = html.find("<li id=fastest-softplus-binary32-" + bound + ">");
    return start == std::string::npos ? "" : html.substr(start, html.find('\n', start) - start);
  };
  for (const std::string bound : {"4", "1"})
    CHECK_THAT(tile(bound), Catch::Contains("<b>symmetric</b><small>3.25 ns · 0.900 ULP · 2.60× the fastest"));
  CHECK_THAT(tile("0.5"), Catch::Contains("none measured"));
}

TEST_CASE("the worst input of each row has an id, and its table stands open") {
  const std::string html = page(sb::sample::small_run());
  const std::size_t start = html.find("<section id=error-versus-x");
  const std::size_t row = html.find("<tr id=worst-softplus-binary32-naive-scalar data-row=");
  REQUIRE(row != std::string::npos);
  const std::string text = html.substr(row, html.find('\n', row) - row);
  CHECK_THAT(text, Catch::Contains("<td>7757.5<td>-16.6<td>") && Catch::Contains("<td>0xc184cccd<td>"));
  CHECK(html.substr(start, row - start).find("<details") == std::string::npos);
}

TEST_CASE("a section names the sources of its columns once, one for each header") {
  const std::string html = page(sb::sample::quick_run(50));
  for (const std::string id : {"choose", "error-versus-x", "distribution"}) {
    const std::string text = section(html, id);
    const std::size_t start = text.find("data-columns=\"") + 14;
    const std::string sources = text.substr(start, text.find('"', start) - start);
    const std::string kind = sources.substr(0, sources.find(' '));
    const std::size_t table = text.find("class=\"" + kind + " ");
    REQUIRE(table != std::string::npos);
    const std::string head =
        text.substr(text.find("<thead>", table), text.find("<tbody>", table) - text.find("<thead>", table));
    std::size_t headers = 0;
    for (auto i = head.find("<th>"); i != std::string::npos; i = head.find("<th>", i + 1)) ++headers;
    CHECK(static_cast<std::size_t>(std::count(sources.begin(), sources.end(), ' ')) == headers);
  }
}

TEST_CASE("time within a tenth of copy's is said to be the memory's") {
  sb::Run run = sb::sample::small_run();
  CHECK_THAT(section(page(run), "speed"), !Catch::Contains("<td>≈ copy"));
  run.records[2]["ratio_to_copy"] = 1.05;
  CHECK_THAT(section(page(run), "speed"), Catch::Contains("<td>≈ copy: 1.05"));
}

TEST_CASE("long and turning texts hide nothing else") {
  sb::Run run = sb::sample::small_run();
  const std::string name =
      "\xe2\x80\xae"
      "evil " +
      std::string(10000, 'w') + " \xf0\x9f\x98\x80 \"'";
  for (auto& record : run.records) record["implementation"] = name;
  run.omissions = {{name, name}};
  const std::string html = page(run);
  CHECK(fault(html).empty());
  const std::string markup = sb::without_scripts(html);
  CHECK(markup.find("\xe2\x80\xae") == std::string::npos);
  CHECK(markup.find("<th><span class=long tabindex=0>\xef\xbf\xbd"
                    "evil www") != std::string::npos);
  // As visible text a long word stands only inside the boxes that scroll, or in what names a figure.
  for (auto i = markup.find("www"); i != std::string::npos; i = markup.find("www", markup.find_first_not_of('w', i))) {
    const std::size_t tag = markup.rfind('<', i);
    const std::string start = markup.substr(tag, 20);
    CAPTURE(start);
    CHECK((start.starts_with("<span class=long") || start.starts_with("<svg role=img") ||
           start.starts_with("<title>") || start.starts_with("<tr id=")));
  }
}

TEST_CASE("texts of the run cannot become markup") {
  const std::string evil = "<script>alert(\"1\")</script>'&" + std::string(10000, '<');
  sb::Run run = sb::sample::small_run();
  run.command = run.suite = run.run_id = evil;
  run.identity = {{evil, evil}};
  run.circumstances = {{evil, evil}};
  run.reference = {{evil, evil}};
  run.omissions = {{evil, evil}};
  for (auto& record : run.records)
    for (const auto column : sb::columns(record.kind))
      if (column != "format" && !record.text(column).empty()) record[column] = evil;
  run.records.push_back(run.records[0]);
  run.records.back()["status"] = "failed";
  const std::string whole = page(run);
  const std::string html = sb::without_scripts(whole);
  const auto scripts = [](const std::string& text) {
    std::size_t n = 0;
    for (auto i = text.find("<script"); i != std::string::npos; i = text.find("<script", i + 1)) ++n;
    return n;
  };
  // The one that says that script runs, dygraphs, the page's own, and the data; no group has a format with an envelope.
  CHECK(scripts(whole) == 4);
  CHECK(scripts(whole) == scripts(html));
  CHECK(html.find("\"1\"") == std::string::npos);
  CHECK(html.find("<<") == std::string::npos);
  CHECK(fault(html).empty());
}

TEST_CASE("every figure is named, and its row numbered") {
  const std::string html = section(page(sb::sample::quick_run(50)), "error-versus-x");
  std::size_t figures = 0;
  for (std::size_t i = html.find("<figure"); i != std::string::npos; i = html.find("<figure", i + 1)) {
    ++figures;
    const std::string figure = html.substr(i, html.find("</figure>", i) - i);
    CHECK_THAT(figure, Catch::StartsWith("<figure data-row=") && Catch::Contains("<figcaption><b>") &&
                           Catch::Contains("<svg role=img") && Catch::Contains("aria-label=\"Error against x: "));
  }
  CHECK(figures == 60);  // 15 panels for each of 4 formats
}

TEST_CASE("a single bad bin among 100,000 is drawn at its height wherever it lies") {
  const std::size_t bad = GENERATE(0, 1, 33333, 50000, 77777, 99999);
  std::vector<sb::EnvelopeBin> bins;
  const auto& f = sb::traits(sb::FormatId::binary32);
  for (std::int64_t i = 0; i < 100000; ++i) {
    const std::int64_t first = -2139095039 + i * 42781;
    bins.push_back(
        {bits_at_ordinal(f, first), bits_at_ordinal(f, first + 42780), 42781, 0.5, 0.25, bits_at_ordinal(f, first), 0});
  }
  const int without = highest_place(page(run_with_envelope(bins, 4)));
  bins[bad].max_ulp = 4;
  CHECK(highest_place(page(run_with_envelope(bins, 4))) == 20);
  CHECK(without > 60);
}

TEST_CASE("outputs without a ULP appear above the plot and in words") {
  const std::vector<sb::EnvelopeBin> bins = {{0x3f800000, 0x3fffffff, 10, 0.5, 0.2, 0x3f800000, 0},
                                             {0x40000000, 0x7f7fffff, 0, 0, 0, 0, 1234567}};
  const std::string html = page(run_with_envelope(bins, 0.5));
  CHECK(html.find("class=gutter") != std::string::npos);
  CHECK(html.find("1,234,567 outputs without a ULP") != std::string::npos);
}

TEST_CASE("errors that are infinite, beyond double or missing still give a page") {
  const auto value = GENERATE(sb::Value(std::numeric_limits<double>::infinity()), sb::Value("1.25e+400"),
                              sb::Value(std::nan("")), sb::Value());
  sb::Run run = sb::sample::small_run();
  for (const auto column : {"max_ulp", "mean_ulp", "share_correctly_rounded"}) run.records[0][column] = value;
  CHECK(fault(page(run)).empty());
}

TEST_CASE("a maximum over less than every input is marked as a lower bound, another is not") {
  sb::Run run = sb::sample::small_run();
  CHECK_THAT(page(run), !Catch::Contains("≥ 7757.5"));
  run.records[1]["inputs"] = "hunted";
  CHECK_THAT(page(run), Catch::Contains(">≥ 7757.5<td") && Catch::Contains("largest error ≥ 7757.5 ULP") &&
                            Catch::Contains("≥ marks a lower bound"));
}

TEST_CASE("an interrupted run and broken claims are said at the top") {
  sb::Run run = sb::sample::small_run();
  run.complete = false;
  const std::string html = page(run);
  const std::string top = html.substr(0, html.find("id=choose"));
  CHECK(top.find("The run was interrupted") != std::string::npos);
  CHECK(top.find("1 of 2 claims are broken") != std::string::npos);
  CHECK(top.find("softplus/naive/binary32/scalar") != std::string::npos);
}
