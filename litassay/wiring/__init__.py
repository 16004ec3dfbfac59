"""The one place that builds real things from settings and joins the parts."""
