package captionstream.topology;

import captionstream.schemas.Topic;
import captionstream.topology.query.Answer;
import captionstream.topology.query.Instance;
import captionstream.topology.query.LocalPartitions;
import captionstream.topology.query.Placement;
import captionstream.topology.query.PublishedRecords;
import captionstream.topology.query.Query;
import captionstream.topology.query.UnavailableException;
import captionstream.topology.statistics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The state of the statistics as queries see it. The number of partitions is given: what Kafka Streams knows of it
 * comes from the instances that say where they are, so that with one that does not, a key could seem to be elsewhere.
 */
final class QueriedStreams implements Placement, LocalPartitions {
    static final String IMAGES = "queried-images";
    static final String RECORDS = "queried-records";

    private final KafkaStreams streams;
    private final String seriesTopic;
    private final int partitions;

    /** @param partitions of captions, and so of the internal topic that brings series together */
    QueriedStreams(KafkaStreams streams, String applicationId, int partitions) {
        this.streams = streams;
        this.seriesTopic = applicationId + "-" + StatisticsTopology.PARTIALS_BY_SERIES + "-repartition";
        this.partitions = partitions;
    }

    @Override
    public Map<Instance, SortedSet<Integer>> of(Query query) {
        Map<Integer, Instance> owners =
                query instanceof Query.OfImage ? owners(Topic.CAPTIONS.topicName()) : owners(seriesTopic);
        Map<Instance, SortedSet<Integer>> asked = new TreeMap<>(Comparator.comparing(Instance::toString));
        partitions(query).forEach(partition -> {
            Instance owner = owners.get(partition);
            if (owner == null) {
                throw new UnavailableException("Partition " + partition
                        + " is being moved, or is with an instance that does not say where it can be asked");
            }
            asked.computeIfAbsent(owner, instance -> new TreeSet<>()).add(partition);
        });
        return asked;
    }

    private IntStream partitions(Query query) {
        if (query instanceof Query.OfImage image) {
            return IntStream.of(partition(image.id()));
        }
        Query.OfRecords records = (Query.OfRecords) query;
        return records.model() == null
                ? IntStream.range(0, partitions)
                : IntStream.of(
                        partition(new Series(records.model(), records.window().length()).text()));
    }

    /** As Kafka's producers choose it. */
    private int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private Map<Integer, Instance> owners(String topic) {
        Map<Integer, Instance> owners = new TreeMap<>();
        for (StreamsMetadata metadata : metadata()) {
            HostInfo host = metadata.hostInfo();
            for (TopicPartition partition : metadata.topicPartitions()) {
                if (partition.topic().equals(topic)) {
                    owners.put(partition.partition(), new Instance(host.host(), host.port()));
                }
            }
        }
        return owners;
    }

    private Iterable<StreamsMetadata> metadata() {
        try {
            return streams.metadataForAllStreamsClients();
        } catch (IllegalStateException e) {
            throw new UnavailableException("This instance is starting or stopping", e);
        }
    }

    @Override
    public Answer ask(Query query, int partition) {
        try {
            if (query instanceof Query.OfImage image) {
                QueryableState<CountedImages> images = state(IMAGES, partition);
                return complete(images.shown().find(image.id()), images);
            }
            QueryableState<PublishedRecords> records = state(RECORDS, partition);
            return complete(records.shown().find((Query.OfRecords) query), records);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new UnavailableException("Partition " + partition + " is not here, or not ready yet", e);
        }
    }

    private <T> QueryableState<T> state(String store, int partition) {
        return streams.store(StoreQueryParameters.fromNameAndType(store, QueryableState.<T>type())
                .withPartition(partition));
    }

    /** Only if the task has not been closed while it was asked. */
    private static Answer complete(Answer answer, QueryableState<?> state) {
        state.shown();
        return answer;
    }
}
