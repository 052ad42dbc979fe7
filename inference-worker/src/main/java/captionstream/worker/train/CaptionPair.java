package captionstream.worker.train;

import java.util.List;

/** One image and one of its captions. */
record CaptionPair(TrainingImage image, long[] continuation) {
    static List<CaptionPair> of(List<TrainingImage> images) {
        return images.stream()
                .flatMap(image -> image.continuations().stream().map(ids -> new CaptionPair(image, ids)))
                .toList();
    }
}
