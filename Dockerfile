# The notebooks on a GPU host, with nothing on it but Docker and NVIDIA's driver and container toolkit:
#   docker build -t captionlab .
#   docker run --rm --gpus all -p 8888:8888 -v "$PWD/data:/captionlab/data" -v "$PWD/outputs:/captionlab/outputs" captionlab
# CUDA's libraries come with TensorFlow's wheel, so the base image needs none. Without --gpus it runs on the processor.
# The dev container takes the stage `base` and installs the rest into its own workspace.
FROM node:22-bookworm AS base

RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ python3 python3-pip python3-venv \
  && rm -rf /var/lib/apt/lists/*

FROM base

WORKDIR /captionlab
COPY package.json package-lock.json .npmrc ./
COPY lib/engine/tensorflow-package lib/engine/tensorflow-package
RUN npm install --no-audit --no-fund
COPY . .
RUN npx captionlab start --prepare
RUN npx captionlab engine install --way wheel --cuda

EXPOSE 8888
CMD ["npm", "start", "--", "--no-browser", "--port", "8888", "--host", "0.0.0.0"]
