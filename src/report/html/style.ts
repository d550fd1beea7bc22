// The style of the audit page: one palette for light, one for dark, both with a contrast of 4.5 or more for text.

const light = `--bg:#f5f6f8;--card:#fff;--text:#1a1f29;--soft:#565e6c;--line:#dfe3e9;--track:#e8ebf0;--accent:#3b46c4;--code:#f0f2f5;
--critical:#8a1fb0;--high:#c0252b;--medium:#8f5200;--low:#1a5fb4;--note:#5b6370;--ok:#1b7a3d;
--critical-bg:#f6e8fb;--high-bg:#fdeaea;--medium-bg:#fdf1de;--low-bg:#e6f0fb;--note-bg:#eef0f3;--ok-bg:#e4f5ea;--mark:#ffe9a8;`;

const dark = `--bg:#0f1217;--card:#181c24;--text:#e7eaf0;--soft:#a2abba;--line:#2b313c;--track:#2a303b;--accent:#a5b0ff;--code:#10141a;
--critical:#dd9cf7;--high:#ff938f;--medium:#f2b661;--low:#8abfff;--note:#a8b0be;--ok:#71d495;
--critical-bg:#36203f;--high-bg:#402225;--medium-bg:#3a2c16;--low-bg:#1b2d44;--note-bg:#262c36;--ok-bg:#17331f;--mark:#574700;`;

const ranks = ['critical', 'high', 'medium', 'low', 'note', 'ok']
  .map(
    (rank) =>
      `.rank-${rank}{--fg:var(--${rank});--tint:var(--${rank}-bg)}.fill-${rank}{fill:var(--${rank})}`,
  )
  .join('\n');

/** Embedded as it is; its hash stands in the page's policy. */
export const style = `
:root{${light}color-scheme:light}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}color-scheme:dark}}
:root[data-theme=dark]{${dark}color-scheme:dark}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
[hidden]{display:none!important}
a{color:var(--accent)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.87em}
h1{font-size:2rem;line-height:1.2;margin:.1em 0 .2em;letter-spacing:-.02em;overflow-wrap:anywhere}
h2{font-size:1.35rem;margin:2.6rem 0 .8rem;letter-spacing:-.01em}
h3{font-size:1rem;margin:0 0 .6rem}
h4{font-size:.75rem;margin:0 0 .3rem;color:var(--soft);text-transform:uppercase;letter-spacing:.06em}
ul{margin:0;padding-left:1.1rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem;top:.5rem;z-index:3;background:var(--card);padding:.5rem 1rem;border-radius:6px}
.skip:focus{left:.5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main:focus{outline:none}
.bar{position:sticky;top:0;z-index:2;display:flex;gap:.4rem 1.4rem;align-items:center;padding:.6rem max(1rem,calc(50vw - 36rem));background:var(--card);border-bottom:1px solid var(--line)}
.brand{font-weight:700;letter-spacing:-.01em}
nav{display:flex;gap:1.1rem;flex:1;overflow-x:auto}
nav a{color:var(--soft);text-decoration:none;white-space:nowrap;padding:.2rem 0}
nav a:hover{color:var(--text)}
button{font:inherit;font-size:.87rem;color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:7px;padding:.3rem .75rem;cursor:pointer;white-space:nowrap}
button:hover{border-color:var(--soft)}
button[aria-pressed=true]{border-color:var(--accent);color:var(--accent)}
main,footer{max-width:74rem;margin:0 auto;padding:1.8rem 1rem 0}
footer{padding-bottom:3rem}
.eyebrow{margin:0;color:var(--soft);font-size:.8rem;text-transform:uppercase;letter-spacing:.08em}
.lead{margin:.2rem 0 1.4rem;font-size:1.1rem;color:var(--soft)}
.hint{color:var(--soft);font-size:.86rem;margin:.4rem 0 0}
span.hint{margin:0}
ul.hint{margin-bottom:1rem}
h2+.hint{margin:-.4rem 0 .9rem}
.alert{background:var(--high-bg);border-left:4px solid var(--high);padding:.7rem 1rem;border-radius:6px}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr))}
@media (min-width:64rem){.cards{grid-template-columns:1fr 1fr 1.6fr 1.6fr}}
.card,.finding,.node,.rule,.filters,.facts,table{background:var(--card);border:1px solid var(--line);border-radius:12px}
.card{padding:1.1rem 1.2rem}
.score{display:flex;flex-direction:column;align-items:center;text-align:center}
.score h3{align-self:flex-start}
.ring circle{fill:none;stroke-width:11}
.ring .track{stroke:var(--track)}
.ring .value{stroke:var(--tone);stroke-linecap:butt}
.grade-A,.grade-B{--tone:var(--ok)}.grade-C,.grade-D{--tone:var(--medium)}.grade-E,.grade-F{--tone:var(--high)}
svg text{fill:var(--text);font-size:14px}
.ring .grade{font-size:38px;font-weight:700}
.ring .points{font-size:13px;fill:var(--soft)}
.chart{width:100%;height:auto;max-width:26rem;display:block}
.chart .number{font-weight:600}
.chart .axis{stroke:var(--line)}
.track{fill:var(--track)}
.tiles{list-style:none;padding:0;display:grid;gap:.5rem}
.tile{display:flex;justify-content:space-between;flex-direction:row-reverse;align-items:center;padding:.3rem .7rem;border-radius:8px;background:var(--tint);color:var(--fg)}
.tile .number{font-weight:700;font-variant-numeric:tabular-nums}
${ranks}
.badge{display:inline-block;min-width:4.6rem;text-align:center;font-size:.78rem;font-weight:600;padding:.1rem .5rem;border-radius:99px;background:var(--tint);color:var(--fg)}
.scroll{overflow-x:auto;border-radius:12px}
table{width:100%;border-collapse:separate;border-spacing:0}
.cards.two{grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
.about{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:.2rem 0 1rem}
.about div{display:flex;gap:.4rem;min-width:0}
.about dt{font-weight:400}
.about dd{overflow-wrap:anywhere}
#first{margin-top:1rem}
#first h2{margin:0 0 .6rem;font-size:1.1rem}
.first{list-style:none;margin:0;padding:0;display:grid;gap:.7rem}
.first li{display:flex;gap:.8rem;align-items:flex-start}
.first li>div{min-width:0;overflow-wrap:anywhere}
.one{padding-top:.9rem}
.one+.one{border-top:1px solid var(--line);margin-top:.9rem}
.one h3{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin-bottom:.3rem}
.one p{margin:.2rem 0}
.because{color:var(--soft);font-style:italic;font-family:system-ui,sans-serif}
.sort{border:0;background:none;padding:0;font-weight:600;color:var(--soft);border-radius:4px}
[aria-sort=ascending] .sort::after{content:" ↑"}
[aria-sort=descending] .sort::after{content:" ↓"}
.plain{border:0}
th,td{text-align:left;padding:.6rem .9rem;border-top:1px solid var(--line);vertical-align:top}
thead th{border-top:0;color:var(--soft);font-size:.8rem;font-weight:600;white-space:nowrap}
td{overflow-wrap:break-word;min-width:5.5rem}
tbody th{min-width:9rem;overflow-wrap:break-word}
td time,td .badge{white-space:nowrap}
.meter{display:block;margin:.5rem 0 .2rem}
.timeline{display:block;max-width:100%}
.old{color:var(--medium)}
.flows{list-style:none;padding:0;display:grid;gap:.9rem}
.flow{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.3fr) minmax(0,1.6fr);gap:2.2rem}
.node{padding:.8rem 1rem;position:relative;min-width:0;overflow-wrap:anywhere}
.node ul{list-style:none;padding:0}
.node ul ul{padding-left:.1rem}
.node li+li{margin-top:.3rem}
.node.name{border-left:5px solid var(--fg)}
.node.name h3{margin:0}
.node+.node::before{content:"";position:absolute;left:-2.2rem;top:1.6rem;width:calc(2.2rem - 9px);border-top:2px solid var(--soft)}
.node+.node::after{content:"";position:absolute;left:-11px;top:calc(1.6rem - 4px);border:5px solid transparent;border-left:8px solid var(--soft);border-right:0}
.place{overflow-wrap:anywhere}
.filters{padding:1rem 1.2rem;margin-bottom:1rem}
.filters fieldset{border:0;padding:0;margin:0 0 .8rem;display:flex;flex-wrap:wrap;gap:.45rem}
.filters legend{float:left;padding:0;margin-right:.4rem;color:var(--soft);font-size:.86rem;line-height:1.9}
.pill{display:inline-flex;gap:.35rem;align-items:center;font-size:.86rem;padding:.15rem .7rem .15rem .5rem;border-radius:99px;background:var(--tint);color:var(--fg);cursor:pointer}
.pill input{accent-color:var(--fg);margin:0}
.pill:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.fields{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))}
.fields label{display:grid;gap:.2rem;font-size:.86rem;color:var(--soft)}
.fields input,.fields select{font:inherit;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:7px;padding:.4rem .6rem;width:100%}
.fields ::placeholder{color:var(--soft);opacity:1}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin-top:.9rem}
.actions output{flex:1;min-width:9rem;font-weight:600}
.findings{list-style:none;padding:0;margin:0;display:grid;gap:.6rem}
.finding{overflow:hidden}
summary{cursor:pointer}
.finding summary{display:flex;gap:.9rem;padding:.75rem 1.1rem;list-style:none;align-items:flex-start}
.finding summary::-webkit-details-marker{display:none}
.finding summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin:.45rem .2rem 0 auto;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(45deg)}
.finding details[open]>summary::after{transform:rotate(225deg);margin-top:.65rem}
.finding summary:hover{background:color-mix(in srgb,var(--track) 45%,transparent)}
.finding summary:focus-visible{outline-offset:-3px;border-radius:12px}
.what{display:grid;gap:.15rem;min-width:0;overflow-wrap:anywhere}
.message{font-weight:550}
.meta{color:var(--soft);font-size:.86rem}
.body{padding:0 1.1rem 1rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
.frame{background:var(--code);border-radius:8px;padding:.6rem 0;margin:.9rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.frame code>span{display:block;padding:0 .9rem}
.frame .hit{background:color-mix(in srgb,var(--mark) 38%,transparent)}
.line-number{display:inline-block;min-width:2.6rem;padding-right:.9rem;text-align:right;color:var(--soft);user-select:none}
mark{background:var(--mark);color:inherit;border-radius:3px}
dl{margin:.8rem 0;display:grid;grid-template-columns:auto 1fr;gap:.3rem .9rem}
dt{color:var(--soft);font-weight:600}
dd{margin:0;min-width:0}
.label{margin:.6rem 0 .2rem;color:var(--soft);font-weight:600}
.facts{display:flex;flex-wrap:wrap;gap:.8rem 2.2rem;padding:1rem 1.2rem}
.facts dt{font-size:.82rem;font-weight:400}
.facts dd{font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums}
.failure strong{color:var(--high)}
.rule{padding:1rem 1.2rem;margin-bottom:.8rem}
.rule p{margin:.6rem 0 .2rem}
.rule summary{font-weight:600}
@media (max-width:46rem){
.stack,.stack tbody,.stack tr,.stack td,.stack th[scope=row]{display:block}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack tr{padding:.5rem 0;border-top:1px solid var(--line)}
.stack tr:first-child{border-top:0}
.stack td,.stack th[scope=row]{border-top:0;padding:.15rem .9rem}
.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
.stack .meter{display:inline-block;margin:0 .4rem .1rem 0}
.first li{flex-direction:column;gap:.2rem}
.about{flex-direction:column}
h1{font-size:1.6rem}
.bar{flex-wrap:wrap}
nav{order:3;flex-basis:100%}
#theme{margin-left:auto}
.flow{grid-template-columns:minmax(0,1fr);gap:1.3rem}
.node+.node::before{left:1.6rem;top:-1.35rem;width:0;height:.9rem;border-top:0;border-left:2px solid var(--soft)}
.node+.node::after{left:calc(1.6rem - 4px);top:-9px;border:5px solid transparent;border-top:8px solid var(--soft);border-bottom:0}
.finding summary{flex-wrap:wrap;gap:.35rem}
.finding summary::after{position:absolute;right:1.8rem}
.what{flex-basis:100%}
}
@media print{
:root,:root[data-theme=dark]{${light}color-scheme:light}
body{background:#fff;font-size:10.5pt}
.bar,.filters,.skip{display:none!important}
main,footer{max-width:none;padding:0}
.card,.finding,.node,.rule,.flow,tr{break-inside:avoid}
h2,h3{break-after:avoid}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
