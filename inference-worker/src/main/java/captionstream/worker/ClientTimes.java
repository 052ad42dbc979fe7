package captionstream.worker;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The time limits of the worker's Kafka clients, in milliseconds, which must fit each other. Nothing here depends on
 * how long the model takes: the loop polls on while it works, and begins a transaction only when it is done.
 *
 * @param maxPollInterval how long the consumer may go without polling before its group goes on without it
 * @param session how long it may go without a heartbeat
 * @param maxBlock how long any one call of the producer may take
 * @param delivery how long a record may be on its way
 * @param transaction how long the coordinator lets a transaction stay open
 */
record ClientTimes(long maxPollInterval, long session, long maxBlock, long delivery, long transaction) {
    /** Calls of the producer in one publication, each of which may block: prepare, send, offsets, commit or abort. */
    private static final int BLOCKING_CALLS = 4;
    /** Of these, those between the beginning of a transaction and its commit. */
    private static final int CALLS_IN_TRANSACTION = 2;

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    ClientTimes {
        long publication = BLOCKING_CALLS * maxBlock + delivery;
        require(
                maxPollInterval >= publication,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                maxPollInterval,
                publication + ", the longest that publishing may keep the worker from polling (4 max.block.ms +"
                        + " delivery.timeout.ms)");
        require(
                maxPollInterval >= session,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                maxPollInterval,
                session + ", which session.timeout.ms is");
        long open = CALLS_IN_TRANSACTION * maxBlock + delivery;
        require(
                transaction >= open,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                transaction,
                open + ", or transactions are aborted under way (2 max.block.ms + delivery.timeout.ms)");
    }

    private static void require(boolean condition, String setting, long value, String least) {
        if (!condition) {
            throw new IllegalArgumentException(setting + " is '" + value + "': it must be at least " + least);
        }
    }

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    static ClientTimes of(Map<String, Object> consumer, Map<String, Object> producer) {
        return new ClientTimes(
                millis(consumer, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                millis(consumer, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                millis(producer, ProducerConfig.MAX_BLOCK_MS_CONFIG),
                millis(producer, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                millis(producer, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    private static long millis(Map<String, Object> settings, String name) {
        String value = String.valueOf(settings.get(name)).strip();
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + value + "': it must be a number of milliseconds", e);
        }
    }
}
