"""The grammar of funnel plans, as a data file: `funnel.lark`."""
