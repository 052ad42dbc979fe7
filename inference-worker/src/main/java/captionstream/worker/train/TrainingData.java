package captionstream.worker.train;

/** Images embedded and split, captions as tokens. */
record TrainingData(DataSplit split, DataSummary summary) {}
