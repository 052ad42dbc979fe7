package captionstream.topology.statistics;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A window store on maps, that forgets as early as one may. */
final class OutcomesInMemory implements WindowedOutcomes {
    private final long retentionMillis;
    private final TreeMap<Long, Map<String, byte[]>> byStart = new TreeMap<>();

    OutcomesInMemory(Duration retention) {
        retentionMillis = retention.toMillis();
    }

    @Override
    public SortedMap<Long, ImageOutcomes> of(String model, String imageId, Pane pane) {
        SortedMap<Long, ImageOutcomes> found = new TreeMap<>();
        byStart.subMap(pane.start(), pane.end()).forEach((start, images) -> {
            byte[] image = images.get(model + "|" + imageId);
            if (image != null) {
                found.put(start, ImageOutcomes.fromBytes(image));
            }
        });
        return found;
    }

    @Override
    public void put(String model, long start, ImageOutcomes image) {
        byStart.computeIfAbsent(start, s -> new TreeMap<>()).put(model + "|" + image.imageId(), image.toBytes());
        byStart.headMap(byStart.lastKey() - retentionMillis).clear();
    }

    @Override
    public void forEach(long from, long until, Visitor visitor) {
        byStart.subMap(from, until)
                .forEach((start, images) -> images.forEach((key, image) ->
                        visitor.visit(key.substring(0, key.indexOf('|')), start, ImageOutcomes.fromBytes(image))));
    }
}
