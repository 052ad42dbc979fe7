package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogFormTest {
    private static final String HOSTILE = "\u001b[2J \u009b2J \u202e \u0007 over\rwritten";

    @Test
    void neither_messages_nor_stack_traces_act_on_a_terminal() throws JoranException {
        String line = logged(HOSTILE, new IllegalStateException(HOSTILE, new RuntimeException(HOSTILE)));

        assertThat(line.lines()).hasSizeGreaterThan(3).allSatisfy(text -> assertThat(text)
                .matches("[\\t\\P{C}]*"));
        assertThat(line).contains("?[2J ?2J ? ? over?written\n", "Caused by: java.lang.RuntimeException: ?[2J");
    }

    private static String logged(String message, Throwable thrown) throws JoranException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormTest.class.getResource("/logback.xml"));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        LoggingEvent event = new LoggingEvent("", root, Level.WARN, message, thrown, null);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
