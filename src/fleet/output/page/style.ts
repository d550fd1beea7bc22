// What the page of a fleet has besides the audit page: a first screen in two columns, and long tables.

export const pageStyle = `
main>h1{margin:0}
main>.lead{margin:.1rem 0 .9rem}
main{padding-top:1.1rem}
.top{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr) 15rem;align-items:start}
#first{margin:0}
.top h2{margin:0 0 .5rem;font-size:1.1rem}
.top .first{gap:.55rem}
.top .first p{margin:0}
.clip{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.first .meta{overflow-wrap:anywhere}
#score .score{flex-direction:column}
#score .tiles{margin-top:.6rem;gap:.35rem}
.grade-mark{display:inline-block;min-width:1.5rem;text-align:center;font-weight:700;border-radius:5px;background:var(--track)}
.grade-mark.grade-A,.grade-mark.grade-B{background:var(--ok-bg);color:var(--ok)}
.grade-mark.grade-C,.grade-mark.grade-D{background:var(--medium-bg);color:var(--medium)}
.grade-mark.grade-E,.grade-mark.grade-F{background:var(--high-bg);color:var(--high)}
.count{display:inline-block;min-width:1.9rem;text-align:center;border-radius:6px;padding:0 .35rem;background:var(--tint);color:var(--fg);font-variant-numeric:tabular-nums}
.wide td{min-width:3rem}
.wide tbody th{min-width:12rem;overflow-wrap:anywhere}
.wide td code{overflow-wrap:anywhere}
#secrets-table td:nth-child(2){min-width:16rem}
#secrets-table td:nth-child(3),#secrets-table td:nth-child(5){min-width:11rem;overflow-wrap:anywhere}
.moves{display:grid;gap:.3rem;margin:.6rem 0 0}
.moves div{display:grid;grid-template-columns:5rem minmax(0,1fr)}
.moves dd{overflow-wrap:anywhere}
#unaudited{margin-top:1rem}
#unaudited h2{margin:0;font-size:1.05rem}
#unaudited li{overflow-wrap:anywhere}
.actions button[disabled]{opacity:.45;cursor:default}
@media (max-width:60rem){.top{grid-template-columns:minmax(0,1fr)}
#score .score{flex-direction:row;gap:1rem;justify-content:flex-start;text-align:left}
#score .tiles{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr))}}
@media (max-width:46rem){main{padding-top:.6rem}
main>h1{font-size:1.4rem}
main>.lead{font-size:.92rem;margin-bottom:.6rem}
.first .spot{display:none}
.top .card{padding:.7rem .8rem}
.top .first{gap:.5rem;font-size:.9rem;line-height:1.4}
.top .first li{flex-direction:row;gap:.5rem}
.top .first .badge{min-width:0;flex:none;white-space:nowrap}
.stack td:empty{display:none}
#secrets-table td{min-width:0}}
`;
