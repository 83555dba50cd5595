package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.util.List;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.CoreDataModule;
import org.apache.james.UserEntityValidator;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.file.FileMailRepository;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;
import org.apache.james.mailrepository.memory.MemoryMailRepositoryUrlStore;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/**
 * What James' modules want to be given although WildDuck has its own: empty domains, users and
 * rewriting, so that no address is James' own; and mail repositories in files, which hold what the
 * pipeline could not process.
 */
final class DataModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new CoreDataModule());

    bind(MemoryDomainList.class).in(Scopes.SINGLETON);
    bind(DomainList.class).to(MemoryDomainList.class);
    bind(MemoryRecipientRewriteTable.class).in(Scopes.SINGLETON);
    bind(RecipientRewriteTable.class).to(MemoryRecipientRewriteTable.class);
    bind(UsersRepository.class).to(MemoryUsersRepository.class);
    bind(AliasReverseResolver.class).to(AliasReverseResolverImpl.class);
    bind(CanSendFrom.class).to(CanSendFromImpl.class);

    bind(MemoryMailRepositoryUrlStore.class).in(Scopes.SINGLETON);
    bind(MailRepositoryUrlStore.class).to(MemoryMailRepositoryUrlStore.class);
    bind(MailRepositoryStoreConfiguration.Item.class)
        .toProvider(
            () ->
                new MailRepositoryStoreConfiguration.Item(
                    List.of(new Protocol("file")),
                    FileMailRepository.class.getName(),
                    new BaseHierarchicalConfiguration()));
    Multibinder.newSetBinder(binder(), MailRepositoryFactory.class)
        .addBinding()
        .to(FileMailRepositoryFactory.class);
  }

  @Provides
  @Singleton
  MemoryUsersRepository noUsers(DomainList domainList, UserEntityValidator validator) {
    MemoryUsersRepository users = MemoryUsersRepository.withVirtualHosting(domainList);
    users.setValidator(validator);
    return users;
  }

  @ProvidesIntoSet
  InitializationOperation configureDomainList(
      DomainListConfiguration configuration, MemoryDomainList domainList) {
    return InitilizationOperationBuilder.forClass(MemoryDomainList.class)
        .init(() -> domainList.configure(configuration));
  }
}
