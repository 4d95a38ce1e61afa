"""Charts: numbers and a palette in, a Plotly figure (or HTML) out; no screen, query or clock."""
