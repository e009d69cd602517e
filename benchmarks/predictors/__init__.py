"""One module for each benchmark: `predict(line)` turns one line of its texts into one line of predictions."""
