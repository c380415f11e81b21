#include "reports/html/sections.hpp"

namespace softplus_bench::html {

// Colours keep a contrast of 4.5:1 for text and 3:1 for marks in both schemes. Heat levels h0 to h6 go
// from correctly rounded to wrong and always carry their number.
const std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--bg:#fff;--panel:#f6f8fa;--text:#1b1f24;--dim:#57606a;--rule:#d0d7de;--link:#0b5cad;
--mark:#0b5cad;--area:#cfe3f7;--good:#1a6b32;--warn:#7d5000;--bad:#b42318;--alt:#8250df;
--h0:#d9f0df;--h1:#eaf5d4;--h2:#fdf3c8;--h3:#fde0b5;--h4:#fbc7a4;--h5:#f6ab9b;--h6:#f2a0b5}
@media (prefers-color-scheme:dark){:root{--bg:#0f141a;--panel:#161d26;--text:#e6edf3;--dim:#9da7b3;--rule:#333c47;--link:#79bbff;
--mark:#6cb6ff;--area:#1c3a5a;--good:#56d364;--warn:#e3b341;--bad:#ff8f85;--alt:#c4a1ff;
--h0:#12351f;--h1:#2a3a14;--h2:#45390b;--h3:#54330c;--h4:#5c2a10;--h5:#66211b;--h6:#661a38}}
*{box-sizing:border-box}
body{margin:0 auto;padding:0 clamp(.75rem,2.5vw,2.5rem) 4rem;max-width:112rem;background:var(--bg);color:var(--text);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:1.6rem;margin:1.2rem 0 .2rem}h1 small{font-weight:400;color:var(--dim)}
h2{font-size:1.3rem;margin:2.6rem 0 .4rem;padding-top:.5rem;border-top:2px solid var(--rule)}
h3{font-size:1.05rem;margin:1.6rem 0 .5rem}p{max-width:75ch;margin:.4rem 0}
header p{color:var(--dim)}code{font:.9em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
a{color:var(--link)}nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:.5rem 0}
.dim{color:var(--dim)}.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.good,.bad,.warn{font-weight:600}
.strip{display:flex;flex-wrap:wrap;gap:.75rem;margin:.8rem 0;padding:0;list-style:none}
.strip li{flex:1 1 9rem;max-width:22rem;background:var(--panel);border:1px solid var(--rule);border-radius:.5rem;padding:.6rem .9rem}
.strip b{display:block;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}.strip small{color:var(--dim)}
.strip .name b{font-size:1.05rem;line-height:1.5}
.scroll{overflow-x:auto;max-width:100%;margin:.6rem 0}.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--dim);font-size:.85rem;padding:.2rem 0}
th,td{padding:.22rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;white-space:nowrap}
thead th{border-bottom:2px solid var(--rule);vertical-align:bottom;font-weight:600;white-space:normal}
tbody th{font-weight:500;position:sticky;left:0;background:var(--bg)}
.n{text-align:right}td.wrap{white-space:normal;min-width:14rem;overflow-wrap:anywhere}
details{margin:.5rem 0}summary{cursor:pointer;padding:.3rem 0;color:var(--link)}
details>summary{font-weight:600}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,52rem),1fr));gap:0 2rem;align-items:start}
.columns>*{min-width:0}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:1rem 1.2rem}
figure{margin:0;min-width:0}figcaption{font-size:.85rem;color:var(--dim);overflow-wrap:anywhere}figcaption b{color:var(--text);font-size:.95rem}
svg{display:block;width:100%;height:auto}.wide{min-width:34rem}
text{font:11px system-ui,"DejaVu Sans",sans-serif;fill:var(--dim)}svg .strong{fill:var(--text)}.pareto{max-width:52rem}.pareto text{paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
.frame{fill:none;stroke:var(--rule)}.grid{stroke:var(--rule);stroke-width:1;fill:none}.squeezed{fill:var(--panel)}
.bound{stroke:var(--dim);stroke-dasharray:4 3;fill:none}
.curve{fill:var(--area);fill-opacity:.8;stroke:var(--mark);stroke-width:1.2;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.gutter{fill:var(--bad)}.step{fill:none;stroke:var(--mark);stroke-width:2}
.point{fill:var(--bg);stroke:var(--dim);stroke-width:1.6}.point.best{fill:var(--mark);stroke:var(--mark)}.point.wrong{stroke:var(--bad)}
.whisker{stroke:var(--dim);stroke-width:1.2}
svg.bar{width:11rem;height:1.1rem;min-width:8rem}.bar rect{fill:var(--mark)}.bar .low{fill:var(--area);stroke:var(--mark)}.bar .cut{stroke:var(--bg);stroke-width:5}
.bar .whisker{stroke:var(--text);stroke-width:2}
.bar .s0{fill:var(--mark)}.bar .s1{fill:var(--area)}.bar .s2{fill:var(--h3)}.bar .s3{fill:var(--h5)}.bar .s4{fill:var(--bad)}.bar .s5{fill:var(--text)}
.h0{background:var(--h0)}.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.h4{background:var(--h4)}.h5{background:var(--h5)}.h6{background:var(--h6)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem .8rem;margin:.4rem 0;padding:0;list-style:none;font-size:.85rem}
.legend span{display:inline-block;min-width:1.1rem;height:1.1rem;border:1px solid var(--rule);vertical-align:-.2rem;margin-right:.35rem}
.legend .k0{background:var(--mark)}.legend .k1{background:var(--area)}.legend .k2{background:var(--h3)}.legend .k3{background:var(--h5)}.legend .k4{background:var(--bad)}.legend .k5{background:var(--text)}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.15rem 1rem;font-size:.9rem}dt{font-family:ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin:0 0 .5rem 1rem}th,td{padding:.2rem .4rem}tbody th{position:static}}
@media print{body{max-width:none;font-size:10pt}nav{display:none}.scroll{overflow:visible}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}
td,th{white-space:normal}.wide{min-width:0}}
)css";

}  // namespace softplus_bench::html
