package captionstream.cli.report;

import captionstream.PromptStatistics;
import java.util.List;

/** Short names of prompts in figures: P1, P2, … in display order. */
record PromptLabels(List<String> prompts) {
    static PromptLabels of(List<PromptStatistics> statistics) {
        return new PromptLabels(
                statistics.stream().map(PromptStatistics::getPrompt).toList());
    }

    String of(String prompt) {
        return at(prompts.indexOf(prompt));
    }

    String at(int position) {
        return "P" + (position + 1);
    }
}
