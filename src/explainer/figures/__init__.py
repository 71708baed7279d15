"""From a chart and its rows to one finished record: checked, looked up, drawn, with all that a reader is told."""
