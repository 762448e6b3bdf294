"""Very many reports on many cores: units of work, worker processes, shards of readings, and a run that can be broken off and taken up."""
