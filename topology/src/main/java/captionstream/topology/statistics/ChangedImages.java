package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Images of one model that were captioned since they were last counted. The captions of an image come one after the
 * other, so it is decoded, counted and stored once for all of them. Not safe for several threads.
 */
public final class ChangedImages {
    private final Map<String, ImageChange> byId = new LinkedHashMap<>();

    /** @param stored gives the outcomes of an image that is not held here, or none */
    public void add(Caption caption, Function<String, ImageOutcomes> stored) {
        String imageId = caption.getImageId();
        ImageChange known = byId.get(imageId);
        if (known == null) {
            ImageOutcomes before = stored.apply(imageId);
            known = new ImageChange(before, before);
        }
        ImageOutcomes after = known.after().with(caption);
        if (after != known.after()) {
            byId.put(imageId, known.then(after));
        }
    }

    public int size() {
        return byId.size();
    }

    public Collection<ImageChange> all() {
        return byId.values();
    }

    public void clear() {
        byId.clear();
    }
}
