from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DeleteView, DetailView, UpdateView
from rest_framework import permissions, viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView


@require_POST
# ruleid: django-view-without-login
def delete_post(request, pk):
    if request.POST.get("sure"):
        Post.objects.get(pk=pk).delete()
    return redirect("posts")


# ruleid: django-view-without-login
def edit_post(request, pk):
    post = get_object_or_404(Post, pk=pk)
    if request.method == "POST":
        post.title = request.POST["title"]
        post.save()
    return render(request, "post.html", {"post": post})


# ruleid: django-view-without-login
class PostCreate(CreateView):
    model = Post


# ruleid: django-view-without-login
class PostDelete(DeleteView):
    model = Post


@login_required
@require_POST
# ok: django-view-without-login
def delete_own(request, pk):
    if request.POST.get("sure"):
        Post.objects.filter(pk=pk).delete()


# ok: django-view-without-login
def edit_own(request, pk):
    if request.method == "POST":
        post = get_object_or_404(Post, pk=pk, author=request.user)
        post.save()


# ok: django-view-without-login
def show_post(request, pk):
    return render(request, "post.html", {"post": Post.objects.get(pk=pk)})


# ok: django-view-without-login
def signup(request):
    if request.method == "POST":
        form = SignupForm(request.POST)
        form.save()


# ok: django-view-without-login
class OwnPostUpdate(LoginRequiredMixin, UpdateView):
    model = Post


# ok: django-view-without-login
class PostDetail(DetailView):
    model = Post


class PostViewSet(viewsets.ModelViewSet):
    # ruleid: drf-open-to-all
    permission_classes = [AllowAny]


class OrderViewSet(viewsets.ModelViewSet):
    # ruleid: drf-open-to-all
    permission_classes = (permissions.AllowAny,)


class NoteView(APIView):
    # ruleid: drf-open-to-all
    permission_classes = []

    def delete(self, request, pk):
        Note.objects.get(pk=pk).delete()


# ruleid: drf-open-to-all
REST_FRAMEWORK = {"PAGE_SIZE": 10, "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}
# ok: drf-open-to-all
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}


class SafeViewSet(viewsets.ModelViewSet):
    # ok: drf-open-to-all
    permission_classes = [IsAuthenticated]


class ReadViewSet(viewsets.ReadOnlyModelViewSet):
    # ok: drf-open-to-all
    permission_classes = [AllowAny]


class RegisterView(CreateAPIView):
    # ok: drf-open-to-all
    permission_classes = [AllowAny]


class NewsView(APIView):
    # ok: drf-open-to-all
    permission_classes = [AllowAny]

    def get(self, request):
        return Response([])


class MixedViewSet(viewsets.ModelViewSet):
    # ok: drf-open-to-all
    permission_classes = [AllowAny]

    def get_permissions(self):
        return [IsAuthenticated()]
