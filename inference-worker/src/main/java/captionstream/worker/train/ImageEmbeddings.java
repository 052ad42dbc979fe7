package captionstream.worker.train;

import captionstream.worker.train.embedding.EmbeddingCache;

/** Embeddings in the form in which the projection takes them. */
record ImageEmbeddings(EmbeddingCache cache, boolean normalized) {
    float[] of(TrainingImage image) {
        float[] embedding = cache.read(image.row());
        return normalized ? unit(embedding) : embedding;
    }

    private static float[] unit(float[] embedding) {
        double square = 0;
        for (float value : embedding) {
            square += (double) value * value;
        }
        double length = Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) (embedding[i] / length);
        }
        return embedding;
    }
}
