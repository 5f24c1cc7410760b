"""How the page of a brief looks: on a screen of any width, and on one sheet of paper."""

STYLE = """\
:root { --ink: #1b2530; --soft: #5a6672; --line: #dde3e9; --paper: #fff; --mark: #0b6e4f; --wash: #eef6f2; --ask: #9a5b00; --askwash: #fdf5e6 }
* { box-sizing: border-box }
html { font-size: 15px; -webkit-text-size-adjust: 100% }
body { font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--paper);
  margin: 0 auto; padding: 2.2rem 2rem; max-width: 66rem; overflow-wrap: anywhere }
p, dl, dd, ul, h1, h2 { margin: 0 }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: .3rem 2rem;
  border-bottom: 3px solid var(--mark); padding-bottom: .8rem; margin-bottom: 1.3rem }
header p { color: var(--soft) }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em }
.message { font-size: 1.3rem; font-weight: 600; line-height: 1.3; color: var(--mark) }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1rem; align-items: stretch }
section { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem 1.1rem; break-inside: avoid; min-width: 0 }
section.customer { grid-column: 1 / -1; background: var(--wash); border-color: transparent; border-left: 5px solid var(--mark) }
.one section { grid-column: 1 / -1 }
.one .goal { grid-template-columns: minmax(4rem, 12rem) 10rem max-content }
h2 { font-size: 1.2rem; line-height: 1.3 }
small { display: block; font-size: .75rem; font-weight: 700; letter-spacing: .06em; text-transform: uppercase; color: var(--mark) }
.who { font-size: 1.15rem; margin-top: .2rem }
dl { display: grid; gap: .7rem; margin-top: .7rem }
.customer dl { grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .7rem 1.6rem }
dt { font-size: .75rem; font-weight: 700; letter-spacing: .04em; text-transform: uppercase; color: var(--soft) }
ul { padding-left: 1.1rem }
.promise dd { font-size: 1.1rem; font-weight: 600 }
.ask { background: var(--askwash); border-left: 3px solid var(--ask); padding: .45rem .7rem; border-radius: .3rem }
.ask dt { color: var(--ask) }
.goal { display: grid; grid-template-columns: minmax(4rem, 1fr) 6rem max-content; gap: 0 .6rem; align-items: center; margin-top: .15rem }
.goal em { grid-column: 1 / -1; font-style: normal; color: var(--soft); font-size: .8rem; line-height: 1.3; margin-bottom: .25rem }
.goal b { text-align: right; font-variant-numeric: tabular-nums }
.bar { display: block; height: .55rem; border-radius: .3rem; background: var(--line); overflow: hidden }
.bar i { display: block; height: 100%; background: var(--mark) }
footer { margin-top: 1.3rem; display: grid; gap: .2rem }
footer .small { color: var(--soft); font-size: .8rem; margin-top: .3rem }
@page { size: A4; margin: 11mm }
@media print {
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact }
  html { font-size: 11.5px }
  html.one { font-size: 13.5px }
  html.many { font-size: 9px }
  body { padding: 0; max-width: none; line-height: 1.4 }
  main { grid-template-columns: 1fr 1fr; gap: .7rem }
  .many main { grid-template-columns: 1fr 1fr 1fr; gap: .5rem }
  .many section { padding: .6rem .8rem }
  .many dl { gap: .4rem; margin-top: .4rem }
}
"""

MANY = 5
"""Departments from which on a sheet is set in three columns of smaller type."""
