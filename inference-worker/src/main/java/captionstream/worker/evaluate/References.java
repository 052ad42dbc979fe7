package captionstream.worker.evaluate;

import java.util.List;

/** What people wrote about each image, counted. */
record References(List<List<NGrams>> images) {

    /** @throws IllegalArgumentException without images, or where one has no reference */
    static References of(List<List<String>> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("there is no image to compare captions of");
        }
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).isEmpty()) {
                throw new IllegalArgumentException("image " + (i + 1) + " has no reference caption");
            }
        }
        return new References(references.stream()
                .map(captions -> captions.stream().map(NGrams::of).toList())
                .toList());
    }

    /** @throws IllegalArgumentException unless there is one candidate for each image */
    List<NGrams> counted(List<String> candidates) {
        if (candidates.size() != images.size()) {
            throw new IllegalArgumentException(
                    candidates.size() + " captions for " + images.size() + " images: there must be one for each");
        }
        return candidates.stream().map(NGrams::of).toList();
    }
}
