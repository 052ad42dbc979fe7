package captionstream.dashboard.state;

/**
 * What one model has captioned over all time.
 *
 * @param images with at least one caption counted
 * @param asOf time of the latest caption counted, in milliseconds of the epoch
 */
public record ModelTotals(String model, long images, long captions, long asOf) {}
