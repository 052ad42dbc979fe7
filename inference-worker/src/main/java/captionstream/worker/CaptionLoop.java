package captionstream.worker;

import captionstream.schemas.Topic;
import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.BatchCollector;
import captionstream.worker.intake.PendingRequest;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.publish.EncodedOutcome;
import captionstream.worker.publish.KafkaFailure;
import captionstream.worker.publish.OutcomeEncoder;
import captionstream.worker.publish.RequestOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collect, load, caption, publish. One thread runs it and owns the Kafka clients, which it closes at its end; images
 * are loaded and captioned on other threads while this one keeps polling.
 */
final class CaptionLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptionLoop.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Delivery delivery;
    private final LoadingPool loading;
    private final BatchCollector collector;
    private final ModelStage model;
    private final NextModel next;
    private final OutcomeEncoder encoder;
    private final LoopMeters meters;
    private final LongSupplier nanoClock;
    private final StartOver startOver;
    private final Drain drain;
    private volatile @Nullable KafkaFailure failure;
    private volatile boolean ready;

    CaptionLoop(
            Delivery delivery,
            LoadingPool loading,
            BatchCollector collector,
            ModelStage model,
            NextModel next,
            OutcomeEncoder encoder,
            LoopMeters meters,
            LongSupplier nanoClock) {
        this.delivery = delivery;
        this.loading = loading;
        this.collector = collector;
        this.model = model;
        this.next = next;
        this.encoder = encoder;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.startOver = new StartOver(nanoClock);
        this.drain = new Drain(nanoClock);
        delivery.subscribe(Topic.CAPTION_REQUESTS.topicName(), this::forget);
    }

    @Override
    public void run() {
        try (delivery) {
            while (!isOver()) {
                turn();
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("failure", e.toString()).log("Could not leave Kafka in good order");
        } catch (Error e) {
            failure = new KafkaFailure.Fatal(new IllegalStateException(e));
            throw e;
        }
    }

    /** One look at everything that may have happened; returns soon, or when there is something to do. */
    void turn() {
        try {
            if (startOver.isDue()) {
                startOver();
            } else {
                collectAndLoad();
                Optional<CaptionedBatch> captioned = model.finished();
                caption();
                captioned.ifPresent(this::publish);
            }
            ready = !startOver.isDue() && !drain.isAsked();
            meters.turned(collector, model);
        } catch (RuntimeException e) {
            recover(e);
        }
    }

    private void collectAndLoad() {
        boolean hungry = collector.hasRoom() && !drain.isAsked();
        Duration patience =
                model.hasFinished() ? Duration.ZERO : collector.untilDue().orElse(IDLE);
        delivery.poll(patience, hungry)
                .forEach(record ->
                        collector.add(new PendingRequest(record, loading.start(record), nanoClock.getAsLong())));
    }

    private void caption() {
        if (next.isThere()) {
            if (!model.isIdle()) {
                return;
            }
            next.take().ifPresent(this::replaceModel);
        }
        Optional<RequestBatch> batch = nextBatch();
        while (batch.isPresent()) {
            model.start(batch.get());
            batch = nextBatch();
        }
    }

    private Optional<RequestBatch> nextBatch() {
        if (!model.hasRoom() || startOver.isDue()) {
            return Optional.empty();
        }
        return drain.isAsked() ? drain.lastBatch(collector) : collector.next();
    }

    /** Images that were prepared for another model than the new one are loaded again. */
    private void replaceModel(List<Captioner> captioners) {
        ImageSpec before = model.imageSpec();
        String former = model.fingerprint();
        model.replace(captioners);
        meters.modelReplaced();
        LOG.atInfo()
                .addKeyValue("model", model.fingerprint())
                .addKeyValue("former", former)
                .log("Another model captions from here on");
        if (!before.equals(model.imageSpec())) {
            loading.prepareFor(model.imageSpec());
            collector.clear();
            startOver.atOnce();
        }
    }

    private void publish(CaptionedBatch captioned) {
        List<RequestOutcome> outcomes = captioned.outcomes();
        if (!outcomes.isEmpty()) {
            long began = nanoClock.getAsLong();
            List<EncodedOutcome> encoded = outcomes.stream()
                    .map(outcome -> encoder.encode(outcome, captioned.records()))
                    .toList();
            delivery.publish(
                    outcomes,
                    encoded.stream()
                            .flatMap(outcome -> outcome.records().stream())
                            .toList());
            startOver.succeeded();
            meters.published(encoded, captioned.records().model(), nanoClock.getAsLong() - began);
        }
    }

    /** Back to what is published; everything held is polled again. */
    private void startOver() {
        Optional<Duration> tooEarly = startOver.pause();
        if (tooEarly.isPresent()) {
            delivery.poll(tooEarly.get(), false);
            return;
        }
        delivery.startOver();
        startOver.done();
    }

    private void forget(Collection<TopicPartition> partitions) {
        collector.forget(partitions);
        model.forget(partitions);
    }

    private void recover(RuntimeException thrown) {
        KafkaFailure found = KafkaFailure.of(thrown);
        model.abandon();
        collector.clear();
        if (found instanceof KafkaFailure.Retry) {
            startOver.ask();
            ready = false;
            meters.startedOver();
            LOG.atWarn()
                    .addKeyValue("failure", thrown.toString())
                    .addKeyValue("attempt", startOver.attempts())
                    .log("Kafka or the schema registry failed; going back to what is published");
        } else if (drain.isAsked()) {
            drain.cutShort();
        } else {
            failure = found;
            LOG.atError().log(found.describe());
        }
        LOG.atDebug().setCause(thrown).log("What failed");
    }

    private boolean isOver() {
        return failure != null
                || drain.isPast()
                || (drain.isAsked() && (startOver.isDue() || (drain.isFlushed() && model.isIdle())));
    }

    /** Finishes the batch at work and one last of what is loaded, within the limit. Safe from any thread. */
    void drain(Duration limit) {
        drain.ask(limit);
        delivery.wake();
    }

    /** Whether requests are being taken. Safe from any thread. */
    boolean isReady() {
        return ready;
    }

    /** Why the loop ended by itself, if it did. Safe from any thread. */
    Optional<KafkaFailure> failure() {
        return Optional.ofNullable(failure);
    }
}
