package captionstream.worker.caption;

import java.util.List;

/** An image on its way to an outcome: as CLIP sees it, and one sequence per prompt. */
record ImageDraft(PreparedTask prepared, ImageEmbedding image, List<Sequence> sequences) {

    static ImageDraft begin(PreparedTask prepared, int row, double[] unit, Generation generation, int prefixLength) {
        String imageId = prepared.task().imageId();
        List<Sequence> sequences = prepared.promptIds().stream()
                .map(ids -> new Sequence(row, imageId, ids, generation.limit(prefixLength, ids.length)))
                .toList();
        return new ImageDraft(prepared, new ImageEmbedding(imageId, unit), sequences);
    }

    String imageId() {
        return image.imageId();
    }

    List<String> references() {
        return prepared.task().references();
    }

    boolean isFinite() {
        return sequences.stream().allMatch(Sequence::isFinite);
    }
}
