"""Cleaning on engines for more than one machine: `datatrove` (a pipeline step) and `ray` (a class for `map_batches`)."""
