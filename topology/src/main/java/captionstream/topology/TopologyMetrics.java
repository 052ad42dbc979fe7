package captionstream.topology;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;

/** The meters of one instance: Kafka Streams' own of both applications, and what it does not know. Safe for many threads. */
final class TopologyMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<KafkaStreamsMetrics> streams;

    TopologyMetrics(TopologyService service, KafkaStreams intake, KafkaStreams statistics) {
        new JvmMemoryMetrics().bindTo(registry);
        FunctionCounter.builder("captionstream.topology.repeats.dropped", service, TopologyService::repeatsDropped)
                .description("Events dropped because their image id had been accepted before.")
                .register(registry);
        FunctionCounter.builder("captionstream.topology.late.captions", service, TopologyService::lateCaptions)
                .description("Captions left out of time windows because they came too late.")
                .register(registry);
        streams = List.of(bound("intake", intake), bound("statistics", statistics));
    }

    private KafkaStreamsMetrics bound(String application, KafkaStreams own) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(own, List.of(Tag.of("application", application)));
        metrics.bindTo(registry);
        return metrics;
    }

    String prometheusText() {
        return registry.scrape();
    }

    @Override
    public void close() {
        streams.forEach(KafkaStreamsMetrics::close);
        registry.close();
    }
}
