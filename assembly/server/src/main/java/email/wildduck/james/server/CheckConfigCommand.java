package email.wildduck.james.server;

import email.wildduck.james.core.config.ConfigurationException;
import email.wildduck.james.core.config.WildDuckConfiguration;
import email.wildduck.james.core.dkim.AdditionalKeys;
import email.wildduck.james.core.store.MongoStore;
import email.wildduck.james.core.store.RedisStore;
import email.wildduck.james.core.store.StoreUnavailableException;
import java.nio.file.Path;

/** {@code check-config}: whether the server could start, without starting it. */
final class CheckConfigCommand {
  private static final int FAILED = 1;

  private final Path home;

  CheckConfigCommand(Path home) {
    this.home = home;
  }

  /** Returns the exit code. */
  int run() {
    Path conf = home.resolve("conf");
    try {
      WildDuckConfiguration configuration =
          WildDuckConfiguration.load(conf.resolve("wildduck.xml"));
      AdditionalKeys.read(configuration.dkim().keys(), conf);
      Console.say("wildduck.xml: good");
      new JamesConfigurationCheck(conf).check();
      Console.say("smtpserver.xml, mailetcontainer.xml: good");
      try (MongoStore mongo = MongoStore.open(configuration.mongo())) {
        mongo.ping();
        Console.say("MongoDB: reachable");
      }
      try (RedisStore redis = RedisStore.open(configuration.redis())) {
        redis.ping();
        Console.say("Redis: reachable");
      }
      return 0;
    } catch (ConfigurationException | StoreUnavailableException e) {
      Console.error(e.getMessage());
      return FAILED;
    }
  }
}
