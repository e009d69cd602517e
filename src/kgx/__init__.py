"""News and reports in, a dated and sourced knowledge graph out."""
