package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.TopicReader;
import captionstream.cli.kafka.TopicReader.Start;
import captionstream.cli.kafka.TopicRow;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.PromptRules;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.intake.PromptSets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;

/** The prompt sets of a cluster. */
final class PromptTopic {
    private static final String EDITOR = "captionstream-prompts";
    private static final String NAME = Topic.PROMPT_SETS.topicName();
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final AvroSerdes serdes;

    /** @throws CommandFailure when no broker answers, or the topic does not exist */
    PromptTopic(KafkaConnection connection) {
        Cluster.require(connection, Topic.PROMPT_SETS);
        this.connection = connection;
        this.serdes = AvroSerdes.using(connection);
    }

    PromptHistory read() {
        Map<String, PromptSet> newest = new HashMap<>();
        try (TopicReader<PromptSet> reader =
                new TopicReader<>(connection, serdes, Topic.PROMPT_SETS, PromptSet.class, Start.BEGINNING)) {
            while (!reader.hasCaughtUp()) {
                reader.poll(POLL).forEach(row -> put(newest, row));
            }
        }
        return PromptHistory.of(newest);
    }

    private static void put(Map<String, PromptSet> newest, TopicRow<PromptSet> row) {
        PromptSet set = row.value();
        if (row.key() != null && set != null) {
            newest.put(row.key(), set);
        }
    }

    /**
     * Puts a set in use, and keeps it under its label. Of two changes at the same moment one fails: both are
     * transactions of one id, and the earlier is fenced when the later begins.
     *
     * @param change what to use, given what there is
     * @return what is in use now
     * @throws CommandFailure where the set cannot be used, or somebody else changed it just now
     */
    PromptSet use(Function<PromptHistory, PromptSet> change) {
        try (KafkaProducer<String, PromptSet> producer = producer()) {
            producer.initTransactions();
            PromptSet set = usable(change.apply(read()));
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NAME, PromptSets.label(set), set));
            producer.send(new ProducerRecord<>(NAME, PromptSets.CURRENT, set));
            producer.commitTransaction();
            return set;
        } catch (ProducerFencedException e) {
            throw CommandFailure.failed(
                            "Somebody else changed the prompts at the same moment",
                            "See 'captionstream prompts list', then try again")
                    .causedBy(e);
        }
    }

    private static PromptSet usable(PromptSet set) {
        String violation = PromptRules.violation(set);
        if (violation != null) {
            throw CommandFailure.usage(
                    "These prompts cannot be used: " + violation, "The prompts in use stay as they were");
        }
        return set;
    }

    private KafkaProducer<String, PromptSet> producer() {
        Map<String, Object> config = connection.clientConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, EDITOR);
        return new KafkaProducer<>(config, new StringSerializer(), serdes.serializer(PromptSet.class));
    }
}
