package captionstream.worker.train.demo;

import java.util.List;
import java.util.Random;

/**
 * Embeddings of length 1 by concept, made once by a CLIP that no longer changes.
 *
 * @param deviation of the Gaussian noise added to each number on drawing, at most: its size is uniform from 0 to this.
 *     What is drawn has length 1 again
 */
record EmbeddingBank(List<List<float[]>> byConcept, double deviation) {

    float[] draw(int concept, Random random) {
        List<float[]> known = byConcept.get(concept);
        float[] embedding = known.get(random.nextInt(known.size())).clone();
        return deviation > 0 ? disturbed(embedding, random) : embedding;
    }

    private float[] disturbed(float[] embedding, Random random) {
        double noise = deviation * random.nextDouble();
        double square = 0;
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] += (float) (noise * random.nextGaussian());
            square += embedding[i] * embedding[i];
        }
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] /= (float) Math.sqrt(square);
        }
        return embedding;
    }
}
