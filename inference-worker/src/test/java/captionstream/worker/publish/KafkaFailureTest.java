package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.registry.SchemaRegistryException;
import captionstream.schemas.registry.SchemaRegistryUnavailableException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailureTest {
    static Stream<RuntimeException> passing() {
        return Stream.of(
                new TimeoutException("no broker"),
                new CommitFailedException("another generation"),
                new InvalidProducerEpochException("the transaction took too long"),
                new OutOfOrderSequenceException("a gap"),
                new KafkaException("error state", new TimeoutException("expired")),
                new CompletionException(new SchemaRegistryUnavailableException("registry is away", null)));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMayPassIsTriedAgain(RuntimeException failure) {
        assertThat(KafkaFailure.of(failure)).isInstanceOf(KafkaFailure.Retry.class);
    }

    static Stream<RuntimeException> fencing() {
        return Stream.of(
                new ProducerFencedException("newer epoch"),
                new FencedInstanceIdException("same instance"),
                new KafkaException("error state", new ProducerFencedException("newer epoch")));
    }

    @ParameterizedTest
    @MethodSource("fencing")
    void aWorkerWhosePlaceIsTakenIsFencedHoweverDeepTheCause(RuntimeException failure) {
        assertThat(KafkaFailure.of(failure)).isInstanceOf(KafkaFailure.Fenced.class);
    }

    static Stream<RuntimeException> fatal() {
        return Stream.of(
                new SaslAuthenticationException("wrong password"),
                new AuthorizationException("not allowed"),
                new UnsupportedVersionException("old broker"),
                new KafkaException("error state", new RecordTooLargeException("limit lowered")),
                new SchemaRegistryException("incompatible", 409),
                new IllegalStateException("a mistake of ours"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void whatWillNotPassByItselfIsFatal(RuntimeException failure) {
        assertThat(KafkaFailure.of(failure)).isInstanceOf(KafkaFailure.Fatal.class);
    }
}
