"""Charts: numbers and a palette in, Plotly figure out; no screen, no query, no clock."""
