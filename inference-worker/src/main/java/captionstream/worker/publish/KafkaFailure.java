package captionstream.worker.publish;

import captionstream.schemas.registry.SchemaRegistryException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a failure of Kafka or of the schema registry means for the worker. */
public sealed interface KafkaFailure {
    RuntimeException cause();

    /** For people, in one line. */
    String describe();

    /** May pass: abort, rewind, drop the buffers, go on. */
    record Retry(RuntimeException cause) implements KafkaFailure {
        @Override
        public String describe() {
            return "Kafka failed for now: " + cause;
        }
    }

    /** Another worker runs under this one's identity: exit, whatever is uncommitted is the other's to do. */
    record Fenced(RuntimeException cause) implements KafkaFailure {
        @Override
        public String describe() {
            return "Another worker runs under this worker's instance-id and has taken its place: " + cause;
        }
    }

    /** Will not pass by itself: exit. */
    record Fatal(RuntimeException cause) implements KafkaFailure {
        @Override
        public String describe() {
            return "The worker cannot go on: " + cause;
        }
    }

    List<Class<? extends RuntimeException>> FATAL = List.of(
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InterruptException.class,
            InvalidConfigurationException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class,
            UnsupportedVersionException.class);

    private static boolean isFenced(Throwable cause) {
        return cause instanceof ProducerFencedException || cause instanceof FencedInstanceIdException;
    }

    private static boolean isFatal(Throwable cause) {
        return FATAL.stream().anyMatch(type -> type.isInstance(cause))
                || (cause instanceof SchemaRegistryException refused && refused.isIncompatibleSchema());
    }

    /** Judges by the whole chain of causes, since clients wrap what first went wrong. */
    static KafkaFailure of(RuntimeException failure) {
        boolean ofKafka = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFenced(cause)) {
                return new Fenced(failure);
            }
            if (isFatal(cause)) {
                return new Fatal(failure);
            }
            ofKafka |= cause instanceof KafkaException;
        }
        return ofKafka ? new Retry(failure) : new Fatal(failure);
    }
}
