package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.image.ClipPreprocessor;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.Torch;
import captionstream.worker.train.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a CLIP that no longer changes makes of concepts and drawings: embeddings of length 1. */
final class ClipEmbeddings {
    private static final int AT_ONCE = 100;

    private final Clip clip;
    private final Tokenizer tokenizer;
    private final ImageSpec images;
    private final ClipPreprocessor preprocessor;
    private final NDManager manager;

    ClipEmbeddings(Clip clip, Tokenizer tokenizer, ImageSpec images, NDManager manager) {
        this.clip = clip;
        this.tokenizer = tokenizer;
        this.images = images;
        this.preprocessor = new ClipPreprocessor(images);
        this.manager = manager;
    }

    /** For each concept the embeddings of all texts about it. */
    List<List<float[]>> texts(List<Concept> concepts) {
        return concepts.stream()
                .map(concept -> embedTexts(Captions.about(concept)))
                .toList();
    }

    /** For each concept the embeddings of its drawings, each as it is and {@code looks} times augmented. */
    List<List<float[]>> images(List<List<Picture>> drawings, int looks, Augmentation augmentation, long seed) {
        Random random = new Random(seed);
        List<List<float[]>> all = new ArrayList<>();
        for (List<Picture> pictures : drawings) {
            List<float[]> seen = new ArrayList<>();
            for (Picture picture : pictures) {
                seen.add(plain(picture));
                for (int look = 0; look < looks; look++) {
                    seen.add(augmentation.apply(picture, random));
                }
            }
            all.add(embedImages(seen));
        }
        return all;
    }

    /** Share of the drawings whose own concept's name is the nearest of all names. */
    double retrieval(List<Concept> concepts, List<Picture> pictures) {
        List<float[]> names =
                embedTexts(concepts.stream().map(Captions::sentence).toList());
        List<float[]> seen = embedImages(pictures.stream().map(this::plain).toList());
        int found = 0;
        for (int i = 0; i < seen.size(); i++) {
            found += nearest(seen.get(i), names) == pictures.get(i).concept() ? 1 : 0;
        }
        return (double) found / Math.max(1, seen.size());
    }

    private static int nearest(float[] embedding, List<float[]> names) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < names.size(); i++) {
            double cosine = 0;
            for (int e = 0; e < embedding.length; e++) {
                cosine += embedding[e] * names.get(i)[e];
            }
            best = cosine > highest ? i : best;
            highest = Math.max(highest, cosine);
        }
        return best;
    }

    private float[] plain(Picture picture) {
        return preprocessor.pixels(picture.onWhite());
    }

    private List<float[]> embedTexts(List<String> texts) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            long[][] rows = texts.subList(from, Math.min(texts.size(), from + AT_ONCE)).stream()
                    .map(tokenizer::encodeWithSpecialTokens)
                    .toArray(long[][]::new);
            try (NDManager scratch = manager.newSubManager()) {
                NDArray ids = Torch.owned(scratch.create(Rows.flat(rows), new Shape(rows.length, Rows.longest(rows))));
                addRows(clip.textEmbeddings(ids), all);
            }
        }
        return all;
    }

    private List<float[]> embedImages(List<float[]> pixels) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < pixels.size(); from += AT_ONCE) {
            List<float[]> some = pixels.subList(from, Math.min(pixels.size(), from + AT_ONCE));
            try (NDManager scratch = manager.newSubManager()) {
                Shape shape = new Shape(some.size(), 3, images.size(), images.size());
                addRows(clip.imageEmbeddings(Torch.owned(scratch.create(Rows.flat(some), shape))), all);
            }
        }
        return all;
    }

    private static void addRows(NDArray embeddings, List<float[]> all) {
        float[] flat = Clip.normalized(embeddings).toFloatArray();
        int width = (int) embeddings.getShape().get(1);
        for (int from = 0; from < flat.length; from += width) {
            all.add(Arrays.copyOfRange(flat, from, from + width));
        }
    }
}
