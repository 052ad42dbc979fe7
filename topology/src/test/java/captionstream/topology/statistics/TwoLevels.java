package captionstream.topology.statistics;

import captionstream.Caption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Both levels without Kafka: what the topology does, on maps, with state passing through its stored form. */
public final class TwoLevels {
    private final List<Map<String, byte[]>> outcomes = new ArrayList<>();
    private final List<PartialAggregates> partials = new ArrayList<>();
    private final MergedAggregates merged = new MergedAggregates(Captions.MODEL, 18);
    private final SortedMap<String, SpecificRecord> published = new TreeMap<>();

    public TwoLevels(int partitions) {
        for (int i = 0; i < partitions; i++) {
            outcomes.add(new HashMap<>());
            partials.add(new PartialAggregates());
        }
    }

    public TwoLevels count(Iterable<Caption> captions) {
        captions.forEach(this::count);
        return this;
    }

    void count(Caption caption) {
        int partition = Math.floorMod(caption.getImageId().hashCode(), partials.size());
        byte[] stored = outcomes.get(partition).get(caption.getImageId());
        ImageOutcomes before =
                stored == null ? ImageOutcomes.none(caption.getImageId()) : ImageOutcomes.fromBytes(stored);
        ImageOutcomes after = before.with(caption);
        outcomes.get(partition).put(caption.getImageId(), after.toBytes());
        partials.get(partition).replace(before, after);
    }

    /** Sends every partial on, through its stored form, and publishes what changed. */
    public TwoLevels emit() {
        for (int partition = 0; partition < partials.size(); partition++) {
            PartialAggregates aggregates = partials.get(partition);
            if (!aggregates.isExact()) {
                aggregates.recount(outcomes.get(partition).values().stream()
                        .map(ImageOutcomes::fromBytes)
                        .toList());
            }
            int source = partition;
            Consumer<Partial> send = partial -> merged.replace(source, Partial.fromBytes(partial.toBytes()));
            aggregates.all().values().forEach(send);
        }
        for (Published record : merged.changes()) {
            String key = record.topic().topicName() + " " + record.key();
            if (record.value() == null) {
                published.remove(key);
            } else {
                published.put(key, record.value());
            }
        }
        return this;
    }

    boolean isExact() {
        return partials.stream().allMatch(PartialAggregates::isExact);
    }

    /** The latest records by topic and key. */
    public SortedMap<String, SpecificRecord> published() {
        return published;
    }

    <T> T published(Class<T> type, String topicAndName) {
        int space = topicAndName.indexOf(' ');
        String key =
                topicAndName.substring(0, space) + " " + Captions.MODEL + "|all|" + topicAndName.substring(space + 1);
        return type.cast(published.get(key));
    }
}
