package captionstream.topology.intake;

import captionstream.CaptionRequest;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Joins each event with the prompt set in use, or with those of its prompts that the policy chooses. */
public final class BuildRequests extends ContextualProcessor<String, ImageEvent, String, CaptionRequest> {
    private final String promptSetsStore;
    private final Function<byte[], PromptSet> decoder;
    private final Function<ProcessorContext<?, ?>, PromptPolicy> policies;
    private PromptSets promptSets;
    private PromptPolicy policy = PromptPolicy.ALL_PROMPTS;

    /** @param policies gives the policy, once the stores are there */
    public BuildRequests(
            String promptSetsStore,
            Function<byte[], PromptSet> decoder,
            Function<ProcessorContext<?, ?>, PromptPolicy> policies) {
        this.promptSetsStore = promptSetsStore;
        this.decoder = decoder;
        this.policies = policies;
    }

    @Override
    public void init(ProcessorContext<String, CaptionRequest> context) {
        super.init(context);
        promptSets = new PromptSets(context.getStateStore(promptSetsStore), decoder);
        policy = policies.apply(context);
    }

    @Override
    public void process(Record<String, ImageEvent> record) {
        context().forward(record.withValue(RequestBuilder.request(record.value(), promptSets.current(), policy)));
    }
}
