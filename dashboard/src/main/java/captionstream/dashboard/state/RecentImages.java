package captionstream.dashboard.state;

import captionstream.Caption;
import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.schemas.ShownUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The images captioned last, each with its captions; the image whose first caption is oldest goes first. */
final class RecentImages {
    private static final int MOST_PROMPTS = 32;

    private final int capacity;
    private final Map<String, Entry> byKey = new LinkedHashMap<>();

    RecentImages(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    void add(Caption caption, long version) {
        ImageReference image = new ImageReference(caption.getImageId(), caption.getUri(), caption.getImageSha256());
        Entry known = byKey.get(image.key());
        if (known != null && known.continuedBy(caption, image)) {
            known.add(caption, version);
            return;
        }
        byKey.remove(image.key());
        byKey.put(image.key(), new Entry(image, caption, version));
        if (byKey.size() > capacity) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    Optional<ImageReference> find(String key) {
        return Optional.ofNullable(byKey.get(key)).map(entry -> entry.image);
    }

    /** Newest first. */
    List<ImageView> changedAfter(long version) {
        List<ImageView> changed = new ArrayList<>();
        byKey.values().stream().filter(entry -> entry.version > version).forEach(entry -> changed.add(0, entry.view()));
        return changed;
    }

    private static final class Entry {
        private final ImageReference image;
        private final Map<Integer, CaptionView> captions = new TreeMap<>();
        private final long order;
        private Caption latest;
        private long version;

        Entry(ImageReference image, Caption first, long version) {
            this.image = image;
            this.latest = first;
            this.order = version;
            add(first, version);
        }

        /** Another model, other bytes or a caption that is there already begin the image anew. */
        boolean continuedBy(Caption caption, ImageReference image) {
            return this.image.equals(image)
                    && latest.getModel().equals(caption.getModel())
                    && !captions.containsKey(caption.getPromptIndex());
        }

        void add(Caption caption, long version) {
            this.latest = caption;
            this.version = version;
            if (captions.size() < MOST_PROMPTS) {
                captions.put(caption.getPromptIndex(), CaptionView.of(caption));
            }
        }

        ImageView view() {
            return new ImageView(
                    order,
                    Excerpt.of(image.id()),
                    ShownUri.of(image.uri()),
                    "thumbnails/" + image.key(),
                    Excerpt.of(latest.getModel()),
                    latest.getPromptCount(),
                    latest.getEventTime().toEpochMilli(),
                    latest.getCaptionTime().toEpochMilli(),
                    List.copyOf(captions.values()),
                    winner());
        }

        private @Nullable Integer winner() {
            if (captions.size() < latest.getPromptCount()) {
                return null;
            }
            Comparator<CaptionView> byScore = Comparator.comparingDouble(CaptionView::clipScore);
            return captions.values().stream()
                    .max(byScore.thenComparing(CaptionView::promptIndex, Comparator.reverseOrder()))
                    .map(CaptionView::promptIndex)
                    .orElse(null);
        }
    }
}
