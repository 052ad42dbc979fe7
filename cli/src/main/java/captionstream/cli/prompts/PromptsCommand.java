package captionstream.cli.prompts;

import captionstream.cli.console.CommandFailure;
import picocli.CommandLine.Command;

@Command(
        name = "prompts",
        description = "Show and change the prompts that images are captioned with.",
        footer = {
            "",
            "Every change is a new version and in use at once, without a restart; earlier versions are kept. Images",
            "that bring prompts of their own are not affected, nor are requests already written."
        })
public final class PromptsCommand implements Runnable {
    @Override
    public void run() {
        throw CommandFailure.usage("No command given after 'prompts'", "See 'captionstream prompts --help'");
    }
}
