package captionstream.worker.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people wrote about each image, in words; n-grams are counted where they are needed, as they take much room. */
record References(List<List<List<String>>> images) {

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
        // An image that is captioned with several prompts stands here as often.
        Map<List<String>, List<List<String>>> split = new HashMap<>();
        return new References(references.stream()
                .map(image -> split.computeIfAbsent(image, References::words))
                .toList());
    }

    private static List<List<String>> words(List<String> captions) {
        return captions.stream().map(CaptionWords::of).toList();
    }

    int size() {
        return images.size();
    }

    List<NGrams> of(int image) {
        return images.get(image).stream().map(NGrams::of).toList();
    }

    /** @throws IllegalArgumentException unless there is one candidate for each image */
    void requireOneEach(List<String> candidates) {
        if (candidates.size() != size()) {
            throw new IllegalArgumentException(
                    candidates.size() + " captions for " + size() + " images: there must be one for each");
        }
    }
}
