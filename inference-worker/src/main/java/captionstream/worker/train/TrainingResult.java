package captionstream.worker.train;

/**
 * What came of a training.
 *
 * @param fingerprint of the new bundle
 */
public record TrainingResult(TrainingHistory history, DataSummary data, String fingerprint) {}
