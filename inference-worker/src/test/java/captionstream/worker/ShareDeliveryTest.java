package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.intake.DeliveryLimit;
import captionstream.worker.intake.FakeShareConsumer;
import captionstream.worker.intake.SharedRequests;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.publish.RequestOutcome;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import captionstream.worker.publish.ResultWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ShareDeliveryTest {
    private final FakeShareConsumer consumer = new FakeShareConsumer();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final ShareDelivery delivery = new ShareDelivery(
            new SharedRequests(consumer, System::nanoTime, new WorkerMetrics()),
            new ResultWriter(this::producer),
            new DeliveryLimit(5, AvroSerdes.using(new InMemorySchemaRegistry()).deserializer(CaptionRequest.class)));
    private final ConsumerRecord<byte[], byte[]> request = Requests.record(0, 7, "a");

    @Test
    void aRequestIsAcceptedOnceItsOutcomeIsWritten() {
        poll();

        delivery.publish(outcome(), records());

        assertThat(producers.get(0).history()).hasSize(1);
        assertThat(consumer.committed).containsExactly("ACCEPT 7");
    }

    @Test
    void aRequestWhoseOutcomeCannotBeSentIsKeptAndComesAgain() {
        poll();
        delivery.publish(List.of(), records());
        producers.get(0).sendException = new KafkaException("no");
        assertThatThrownBy(() -> delivery.publish(outcome(), records())).isInstanceOf(KafkaException.class);

        delivery.startOver();

        assertThat(consumer.committed).isEmpty();
        assertThat(poll()).containsExactly(request);
        delivery.publish(outcome(), records());
        assertThat(consumer.committed).containsExactly("ACCEPT 7");
    }

    @Test
    void anOutcomeThatTheBrokerNeverConfirmsIsNotWritten() {
        MockProducer<byte[], byte[]> silent =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new TimeoutException("no answer"));
                    }
                };
        try (ResultWriter writer = new ResultWriter(() -> silent)) {
            assertThatThrownBy(() -> writer.write(records())).isInstanceOf(TimeoutException.class);

            writer.abandon();

            assertThat(silent.closed()).isTrue();
        }
    }

    @Test
    void closingReleasesWhatIsUnfinished() {
        poll();
        delivery.publish(List.of(), records());

        delivery.close();

        assertThat(consumer.committed).containsExactly("RELEASE 7");
        assertThat(producers.get(0).closed()).isTrue();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        if (producers.isEmpty()) {
            consumer.publish(request);
        }
        return delivery.poll(Duration.ZERO, true);
    }

    private List<RequestOutcome> outcome() {
        return List.of(new GivenUp(request, null, DeadLetterReason.CORRUPT_IMAGE, "bad"));
    }

    private static List<ProducerRecord<byte[], byte[]>> records() {
        return List.of(new ProducerRecord<>("captions", new byte[] {1}, new byte[] {1}));
    }

    private MockProducer<byte[], byte[]> producer() {
        producers.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return producers.get(producers.size() - 1);
    }
}
