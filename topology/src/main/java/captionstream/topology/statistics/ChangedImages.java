package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Images of one model that were captioned since they were last counted. The captions of an image come one after the
 * other, so it is decoded, counted and stored once for all of them. An image that is captioned after its retention
 * begins anew, and what it was before is {@link #past}. Not safe for several threads.
 */
public final class ChangedImages {
    private final Retention retention;
    private final Map<String, ImageChange> byId = new LinkedHashMap<>();
    private final List<ImageChange> past = new ArrayList<>();

    public ChangedImages(Retention retention) {
        this.retention = retention;
    }

    /** @param stored gives the outcomes of an image that is not held here, or none */
    public void add(Caption caption, Function<String, ImageOutcomes> stored) {
        String imageId = caption.getImageId();
        ImageChange known = byId.get(imageId);
        if (known == null) {
            known = ImageChange.unchanged(stored.apply(imageId));
        }
        if (retention.isOver(known.after(), caption.getCaptionTime().toEpochMilli())) {
            past.add(known);
            known = ImageChange.unchanged(ImageOutcomes.none(imageId));
        }
        ImageOutcomes after = known.after().with(caption);
        if (after != known.after()) {
            byId.put(imageId, known.then(after));
        }
    }

    public int size() {
        return byId.size();
    }

    public boolean has(String imageId) {
        return byId.containsKey(imageId);
    }

    /** As they are now. */
    public Collection<ImageChange> all() {
        return byId.values();
    }

    /** To be counted and then settled. */
    public List<ImageChange> past() {
        return past;
    }

    public void clear() {
        byId.clear();
        past.clear();
    }
}
