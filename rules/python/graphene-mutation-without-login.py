import graphene
from graphene import relay


class DeletePost(graphene.Mutation):
    # ruleid: graphene-mutation-without-login
    def mutate(root, info, id):
        Post.objects.get(pk=id).delete()
        return DeletePost(ok=True)


class RenamePost(relay.ClientIDMutation):
    # ruleid: graphene-mutation-without-login
    @classmethod
    def mutate_and_get_payload(cls, root, info, **data):
        post = Post.objects.get(pk=data["id"])
        post.title = data["title"]
        post.save()
        return cls(post=post)


class AddTag(graphene.Mutation):
    # ruleid: graphene-mutation-without-login
    def mutate(self, info, name):
        if name:
            tag = Tag.objects.create(name=name)
            return AddTag(tag=tag)


class DeleteOwnPost(graphene.Mutation):
    # ok: graphene-mutation-without-login
    def mutate(root, info, id):
        user = info.context.user
        Post.objects.get(pk=id, author=user).delete()


class AddPost(graphene.Mutation):
    # ok: graphene-mutation-without-login
    @login_required
    def mutate(root, info, title):
        return AddPost(post=Post.objects.create(title=title))


class Register(graphene.Mutation):
    # ok: graphene-mutation-without-login
    def mutate(root, info, name):
        return Register(user=User.objects.create(name=name))


class Count(graphene.Mutation):
    # ok: graphene-mutation-without-login
    def mutate(root, info, text):
        return Count(length=len(text))
