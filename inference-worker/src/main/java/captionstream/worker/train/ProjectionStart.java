package captionstream.worker.train;

/** What a projection knows before its first step. */
public enum ProjectionStart {
    /** Nothing: drawn as a fresh {@code torch.nn.Linear} is. */
    RANDOM,
    /** The linear map from image embeddings to the token embeddings of their captions, see {@link LeastSquares}. */
    LEAST_SQUARES,
    /** What the given bundle's projection knows. */
    BUNDLE
}
