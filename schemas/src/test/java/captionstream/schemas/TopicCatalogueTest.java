package captionstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
    private static final int PARTITIONS = 3;

    @Test
    void creates_every_topic_with_its_partitions() throws Exception {
        FakeAdmin admin = new FakeAdmin();

        TopicCatalogue.ensureTopics(admin, PARTITIONS, (short) 1);

        assertThat(admin.listTopics().names().get())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        assertThat(partitions(admin, "captions")).isEqualTo(PARTITIONS);
    }

    @Test
    void tells_how_many_partitions_topics_have() {
        FakeAdmin admin = new FakeAdmin();
        TopicCatalogue.ensureTopics(admin, PARTITIONS, (short) 1);

        assertThat(TopicCatalogue.partitionCounts(admin, Topic.CAPTIONS, Topic.PROMPT_SETS))
                .isEqualTo(Map.of(Topic.CAPTIONS, PARTITIONS, Topic.PROMPT_SETS, 1));
    }

    @Test
    void asks_again_while_the_broker_has_yet_to_hear_of_a_new_topic() {
        FakeAdmin admin = new FakeAdmin();
        admin.fail(2, new UnknownTopicOrPartitionException("not yet"));

        TopicCatalogue.ensureTopics(admin, PARTITIONS, (short) 1);

        assertThat(admin.asked).isEqualTo(3);
    }

    @Test
    void leaves_what_exists_alone_and_asks_for_no_leaders_then() {
        FakeAdmin admin = new FakeAdmin();
        TopicCatalogue.ensureTopics(admin, PARTITIONS, (short) 1);
        admin.askedFor = Map.of();

        TopicCatalogue.ensureTopics(admin, PARTITIONS + 1, (short) 1);

        assertThat(admin.askedFor).isEmpty();
    }

    @Test
    void ratings_get_the_partitions_that_captions_have_already() throws Exception {
        FakeAdmin admin = new FakeAdmin();
        admin.createTopics(List.of(new NewTopic("captions", PARTITIONS, (short) 1)));

        TopicCatalogue.ensureTopics(admin, PARTITIONS + 1, (short) 1);
        TopicCatalogue.requireFeedbackBesideCaptions(admin);

        assertThat(partitions(admin, "caption-feedback")).isEqualTo(PARTITIONS);
        assertThat(partitions(admin, "image-events")).isEqualTo(PARTITIONS + 1);
    }

    @Test
    void ratings_in_other_partitions_than_captions_are_refused() {
        FakeAdmin admin = new FakeAdmin();
        admin.createTopics(
                List.of(new NewTopic("captions", 3, (short) 1), new NewTopic("caption-feedback", 4, (short) 1)));

        assertThatThrownBy(() -> TopicCatalogue.requireFeedbackBesideCaptions(admin))
                .isInstanceOf(KafkaException.class)
                .hasMessage("caption-feedback has 4 partitions and captions 3, and an image's ratings must be where its"
                        + " captions are: create caption-feedback anew with 3 partitions");
    }

    private static int partitions(FakeAdmin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    @Test
    void any_other_refusal_is_told_at_once() {
        FakeAdmin admin = new FakeAdmin();
        admin.fail(1, new ClusterAuthorizationException("no"));

        assertThatThrownBy(() -> TopicCatalogue.ensureTopics(admin, PARTITIONS, (short) 1))
                .isInstanceOf(KafkaException.class)
                .hasMessage("Cannot find the leaders of new topics: no");
        assertThat(admin.asked).isEqualTo(1);
    }

    /** A cluster that answers the first requests for offsets with a failure. */
    private static final class FakeAdmin extends MockAdminClient {
        private int failures;
        private RuntimeException failure = new IllegalStateException();
        private int asked;
        private Map<TopicPartition, OffsetSpec> askedFor = Map.of();

        FakeAdmin() {
            super(List.of(new Node(0, "broker", 9092)), new Node(0, "broker", 9092));
        }

        void fail(int times, RuntimeException with) {
            failures = times;
            failure = with;
        }

        @Override
        public synchronized ListOffsetsResult listOffsets(
                Map<TopicPartition, OffsetSpec> partitions, ListOffsetsOptions options) {
            asked++;
            askedFor = partitions;
            boolean fails = asked <= failures;
            return new ListOffsetsResult(partitions.keySet().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> fails ? failed() : end())));
        }

        private KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> failed() {
            KafkaFutureImpl<ListOffsetsResult.ListOffsetsResultInfo> future = new KafkaFutureImpl<>();
            future.completeExceptionally(failure);
            return future;
        }

        private static KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> end() {
            return KafkaFuture.completedFuture(new ListOffsetsResult.ListOffsetsResultInfo(0, -1, Optional.empty()));
        }
    }
}
