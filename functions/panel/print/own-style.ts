/**
 * Styles what the published sheets do not have: a sheet of A4, its marking, and views side by side.
 */

export const OWN_CLASSES = [
  ...[
    'divan-marking',
    'divan-sheet',
    'divan-copy',
    'divan-prose',
    'divan-side',
    'divan-columns',
    'divan-source',
  ],
  'divan-digest',
];

export const OWN_STYLE = `
.divan-marking{margin:0;padding:2px 0;font-family:arial,sans-serif;font-weight:700;text-align:center;letter-spacing:.05em;border:2px solid #0b0c0c}
.divan-copy{margin:4px 0 12px;font-family:arial,sans-serif;font-size:1rem;line-height:1.3;color:#0b0c0c}
.divan-sheet{overflow-wrap:break-word}.divan-sheet p,.divan-sheet li,.divan-sheet td,.divan-sheet dd,.divan-sheet h1,.divan-sheet h2,.divan-sheet h3{overflow-wrap:anywhere}
.divan-sheet .govuk-table__header,.divan-sheet .govuk-table__cell{vertical-align:top}
.divan-prose{white-space:pre-line}
.divan-source{color:#484949;font-weight:400}
.divan-digest{font-family:monospace}
.divan-side .govuk-table__cell,.divan-side .govuk-table__header{white-space:normal;min-width:9em;overflow-wrap:break-word}
.divan-side .govuk-list{margin-bottom:0}
.moj-scrollable-pane{overflow-x:auto;margin-bottom:20px}
.moj-banner{font-size:1rem}
@media screen{.govuk-template__body{margin:0;background:#fff}.divan-sheet{padding:0 0 30px}}
@media (min-width:48em){.divan-columns{columns:2;column-gap:30px}}
.divan-columns{margin-bottom:20px}.divan-columns li,.divan-columns .moj-ticket-panel,.divan-columns .govuk-summary-list__row{break-inside:avoid}
@page{size:A4;margin:11mm 9mm 10mm;@top-right{content:"OFFICIAL-SENSITIVE";font:700 8pt arial,sans-serif}@bottom-right{content:"OFFICIAL-SENSITIVE   " counter(page) " / " counter(pages);font:700 8pt arial,sans-serif}}
@media print{
.govuk-template,.govuk-template__body{margin:0;background:#fff;overflow:visible}
.govuk-width-container{max-width:none;margin:0}
.govuk-main-wrapper{padding:0}
.divan-sheet{break-after:page;padding:0}
.divan-sheet:last-child{break-after:auto}
.divan-sheet,.divan-sheet p,.divan-sheet li,.divan-sheet dt,.divan-sheet dd,.divan-sheet td,.divan-sheet th,.divan-sheet caption,.divan-sheet .govuk-tag,.divan-copy{font-family:arial,sans-serif;font-size:8pt;line-height:1.2;color:#000}
.divan-marking{font-size:9pt;padding:0;border-width:1pt}
.divan-copy{margin:1mm 0}
.divan-sheet .govuk-heading-l{font-size:14pt;line-height:1.1;margin:0 0 1mm}
.divan-sheet .govuk-heading-m{font-size:10pt;line-height:1.1;margin:2mm 0 .8mm;break-after:avoid}
.divan-sheet .govuk-heading-s{font-size:8.5pt;line-height:1.1;margin:1.2mm 0 .4mm;break-after:avoid}
.divan-sheet .govuk-body,.divan-sheet .govuk-list{margin:0 0 .8mm}
.divan-sheet .govuk-list>li{margin:0}
.divan-sheet .govuk-list--bullet{padding-left:3mm}
.divan-sheet .govuk-table,.divan-sheet .govuk-summary-list{margin:0 0 1mm;width:100%}
.divan-sheet .govuk-table__header,.divan-sheet .govuk-table__cell{padding:.5mm 1.5mm .5mm 0;border-bottom:.4pt solid #888}
.divan-sheet .govuk-table__row{break-inside:avoid}
.divan-sheet .govuk-summary-list{display:table;border-collapse:collapse}
.divan-sheet .govuk-summary-list__row{display:table-row;border:0}
.divan-sheet .govuk-summary-list__key,.divan-sheet .govuk-summary-list__value{display:table-cell;padding:.3mm 1.5mm .3mm 0;margin:0;border-bottom:.4pt solid #bbb}
.divan-sheet .govuk-summary-list__key{width:26%}
.divan-sheet .govuk-tag{padding:0 1mm;border:.6pt solid #000;background:none;color:#000;font-weight:700;max-width:none}
.divan-columns{columns:2;column-gap:5mm;margin-bottom:0}
.divan-side .govuk-table{table-layout:fixed}
.divan-side .govuk-table__cell,.divan-side .govuk-table__header{min-width:0;overflow-wrap:anywhere}
.divan-side .govuk-table__head .govuk-table__header:first-child{width:12%}
.moj-scrollable-pane{overflow:visible;background:none;margin:0}
.moj-banner{margin:0 0 1mm;padding:1mm;border-width:1.2pt}
.moj-banner__message{font-size:8.5pt;line-height:1.2}
.moj-ticket-panel__content{margin:0 0 .8mm;padding:.6mm 1.5mm;background:none;border-left-width:2pt;break-inside:avoid}
}
`;
