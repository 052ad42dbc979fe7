package captionstream.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.Requests;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryLimitTest {
    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());

    @ParameterizedTest
    @CsvSource({"5, 1, false", "5, 3, false", "5, 4, true", "5, 5, true", "2, 1, false", "2, 2, true", "3, 2, true"})
    void aRecordIsGivenUpBeforeItsLastDelivery(int groupLimit, short deliveries, boolean givenUp) {
        LoadedRequest loaded = load(groupLimit, new byte[] {'c'}, Optional.of(deliveries));

        assertThat(loaded instanceof Refused).isEqualTo(givenUp);
    }

    @Test
    void aRecordOfAConsumerGroupIsNeverGivenUp() {
        assertThat(load(2, new byte[] {'c'}, Optional.empty())).isInstanceOf(Loaded.class);
    }

    @Test
    void theDeadLetterNamesTheImageAndHowOftenItCame() {
        byte[] value = serdes.serializer(CaptionRequest.class).serialize(Requests.TOPIC, Requests.request("cat"));

        Refused refused = (Refused) load(5, value, Optional.of((short) 4));

        assertThat(refused.reason()).isEqualTo(DeadLetterReason.DELIVERED_TOO_OFTEN);
        assertThat(refused.message()).startsWith("Delivered 4 times");
        assertThat(Objects.requireNonNull(refused.request()).getImageId()).isEqualTo("cat");
    }

    @Test
    void aRecordThatCannotBeReadIsGivenUpAllTheSame() {
        assertThat(load(5, new byte[] {'c'}, Optional.of((short) 4)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.request()).isNull());
        assertThat(load(5, null, Optional.of((short) 4))).isInstanceOf(Refused.class);
    }

    private LoadedRequest load(int groupLimit, byte[] value, Optional<Short> deliveries) {
        DeliveryLimit limit = new DeliveryLimit(groupLimit, serdes.deserializer(CaptionRequest.class));
        return limit.guarding(Requests::loaded)
                .apply(new ConsumerRecord<>(
                        Requests.TOPIC,
                        0,
                        3,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[] {'c'},
                        value,
                        new RecordHeaders(),
                        Optional.empty(),
                        deliveries));
    }
}
